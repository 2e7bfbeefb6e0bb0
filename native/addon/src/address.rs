//! Socket addresses between JavaScript and the system.

use crate::errors;
use napi::bindgen_prelude::*;
use napi_derive::napi;
use readyloop_engine::sys::name;
use socket2::SockAddr;
use std::net::{IpAddr, SocketAddr, SocketAddrV6};

/// Where to bind, connect or send to: a numeric host and a port, or a path. An abstract unix name starts with a zero byte.
#[napi(object, object_to_js = false)]
pub struct AddressInput {
    pub host: Option<String>,
    pub port: Option<u32>,
    pub flowinfo: Option<u32>,
    pub scope_id: Option<u32>,
    pub path: Option<Either<String, Uint8Array>>,
}

/// Where a socket is, as the kernel says. A path that is no UTF-8 is a Buffer; an unnamed unix socket has an empty one.
#[napi(object, object_from_js = false)]
pub struct AddressOutput {
    pub address: Option<String>,
    pub port: Option<u32>,
    #[napi(ts_type = "'IPv4' | 'IPv6' | 'unix'")]
    pub family: &'static str,
    pub scope_id: Option<u32>,
    pub path: Option<Either<String, Buffer>>,
}

/// What JavaScript means, or a TypeError.
pub fn decode(env: &Env, call: &str, input: AddressInput) -> Result<SockAddr> {
    if let Some(path) = input.path {
        let address = match &path {
            Either::A(text) => name::unix(text.as_bytes()),
            Either::B(bytes) => name::unix(bytes),
        };
        return address.or_else(|errno| errors::system(env, errno, call));
    }
    let Some(Ok(host)) = input.host.as_deref().map(str::parse) else {
        return errors::invalid(env, "address.host must be a numeric IP address");
    };
    let Some(port) = input.port.and_then(|port| u16::try_from(port).ok()) else {
        return errors::invalid(env, "address.port must be an integer from 0 to 65535");
    };
    Ok(name::ip(match host {
        IpAddr::V4(host) => SocketAddr::from((host, port)),
        IpAddr::V6(host) => {
            let (flow, scope) = (input.flowinfo.unwrap_or(0), input.scope_id.unwrap_or(0));
            SocketAddrV6::new(host, port, flow, scope).into()
        }
    }))
}

/// What the kernel said, for JavaScript.
pub fn encode(address: &SockAddr) -> AddressOutput {
    match address.as_socket() {
        Some(address) => AddressOutput {
            address: Some(address.ip().to_string()),
            port: Some(address.port().into()),
            family: if address.is_ipv4() { "IPv4" } else { "IPv6" },
            scope_id: match address {
                SocketAddr::V6(address) if address.scope_id() != 0 => Some(address.scope_id()),
                _ => None,
            },
            path: None,
        },
        None => AddressOutput {
            address: None,
            port: None,
            family: "unix",
            scope_id: None,
            path: Some(text_or_bytes(name::unix_path(address).unwrap_or_default())),
        },
    }
}

fn text_or_bytes(path: Vec<u8>) -> Either<String, Buffer> {
    match String::from_utf8(path) {
        Ok(text) => Either::A(text),
        Err(bytes) => Either::B(bytes.into_bytes().into()),
    }
}
