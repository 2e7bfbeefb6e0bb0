//! The bytes that native code and TypeScript share.
//!
//! Written by `npm run generate` from model/layout.ts; change that, not this.

/// The 32-bit words of a batch record.
pub const BATCH_WORDS: usize = 8;

/// The word of each field of a batch record.
pub mod batch_field {
    pub const KIND: usize = 0;
    pub const SLOT: usize = 1;
    pub const GENERATION: usize = 2;
    pub const OPERATION: usize = 3;
    pub const ERROR: usize = 4;
    pub const VALUE: usize = 5;
    pub const OFFSET: usize = 6;
    pub const EXTRA: usize = 7;
}

numbered! {
    /// What a batch record tells.
    BatchKind {
        None,
        Reader,
        Writer,
        Accepted,
        Received,
        Sent,
        Connected,
        Failed,
        Limit,
        Forbidden,
        Made,
        Data,
        Ended,
        Lost,
        Written,
        Unserved,
    }
}

/// The 32-bit words of a row that asks something of a transport.
pub const COMMAND_WORDS: usize = 8;

/// How many such rows there is room for.
pub const COMMAND_ROWS: usize = 1024;

/// How many bytes such rows can point to.
pub const OUTGOING_BYTES: usize = 262144;

/// The word of each field of a command row.
pub mod command_field {
    pub const KIND: usize = 0;
    pub const SLOT: usize = 1;
    pub const GENERATION: usize = 2;
    pub const OFFSET: usize = 3;
    pub const LENGTH: usize = 4;
    pub const ASKS: usize = 5;
    pub const TAKEN: usize = 6;
    pub const MORE: usize = 7;
}

numbered! {
    /// What such a row asks for.
    CommandKind {
        None,
        Resume,
        Pause,
        Write,
        WriteApart,
        WriteEof,
        Close,
        Abort,
        ReadInto,
        ReadAgain,
        TakeBack,
    }
}

/// Why something fails that no errno is for.
pub mod engine_error {
    pub const SOCKET_CLOSED: i32 = -1;
    pub const LOOP_CLOSED: i32 = -2;
    pub const BUFFER_DETACHED: i32 = -3;
    pub const FORBIDDEN_EVENT: i32 = -4;
    pub const STALE_DESCRIPTOR: i32 = -5;
    pub const BUSY: i32 = -6;
}

/// Kinds of sockets, as far as receiving differs.
pub mod socket_kind {
    pub const TCP: usize = 10;
    pub const STREAM: usize = 20;
    pub const DATAGRAM: usize = 30;
    pub const SEQPACKET: usize = 40;
}

/// The 32-bit words of a row that says what users were told.
pub const TOLD_WORDS: usize = 6;

/// How many such rows there is room for.
pub const TOLD_ROWS: usize = 128;

/// The word of each field of a told row.
pub mod told_field {
    pub const WHAT: usize = 0;
    pub const SLOT: usize = 1;
    pub const GENERATION: usize = 2;
    pub const OPERATION: usize = 3;
    pub const ERROR: usize = 4;
    pub const VALUE: usize = 5;
}

/// The 32-bit words of a trace record.
pub const TRACE_WORDS: usize = 8;

/// The word of each field of a trace record.
pub mod trace_field {
    pub const KIND: usize = 0;
    pub const CODE: usize = 1;
    pub const SLOT: usize = 2;
    pub const GENERATION: usize = 3;
    pub const EVENT: usize = 4;
    pub const BEFORE: usize = 5;
    pub const AFTER: usize = 6;
    pub const EXTRA: usize = 7;
    pub const ERROR: usize = 4;
    pub const ASKED: usize = 4;
    pub const VALUE: usize = 5;
    pub const POLLS: usize = 6;
}

numbered! {
    /// What a trace record is.
    TraceKind {
        None,
        User,
        System,
        Step,
        Told,
        End,
    }
}

numbered! {
    /// The `code` of a USER record.
    UserCall {
        AddReader,
        AddWriter,
        RemoveReader,
        RemoveWriter,
        Accept,
        Receive,
        Send,
        Connect,
        Cancel,
        Close,
        CallbackBegin,
        CallbackEnd,
        Refused,
        Attach,
        Open,
        Resume,
        Pause,
        Write,
        WriteEof,
        Shut,
        Abort,
        Serve,
        PauseServing,
        ResumeServing,
        Taken,
        ReadInto,
    }
}

numbered! {
    /// The `code` of a SYSTEM record.
    SystemCall {
        EpollAdd,
        EpollMod,
        EpollDel,
        Poll,
        Accept,
        Connect,
        Disconnect,
        Setsockopt,
        Recv,
        Send,
        Close,
        Shutdown,
    }
}

numbered! {
    /// The `code` of a TOLD record.
    ToldKind {
        Accepted,
        Received,
        Sent,
        Connected,
        Failed,
        Aborted,
        ReaderCalled,
        WriterCalled,
        ReaderRefused,
        WriterRefused,
        Limit,
        GivenUp,
        Made,
        Data,
        Eof,
        Lost,
        PauseWriting,
        ResumeWriting,
        Unserved,
    }
}

/// The first bytes of a trace file.
pub const TRACE_MAGIC: &[u8; 8] = b"RLTRACE1";

/// The length of a trace file's head.
pub const TRACE_HEADER_BYTES: usize = 64;

/// Numbers with a meaning of their own in a RECEIVED record.
pub mod received {
    pub const USERS: i32 = -1;
    pub const APART: i32 = -2;
    pub const TRUNCATED: i32 = 4096;
}

/// The poller's bits, as epoll(7) has them.
pub mod poller_bits {
    pub const IN: u32 = 0x1;
    pub const PRI: u32 = 0x2;
    pub const OUT: u32 = 0x4;
    pub const ERR: u32 = 0x8;
    pub const HUP: u32 = 0x10;
    pub const RDHUP: u32 = 0x2000;
}
