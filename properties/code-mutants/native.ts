/** A known fault that only Rust could have: what of the suite of the engine forbids it. */
export interface Native {
  readonly of: string;
  readonly wrong: string;
  readonly file: string;
  /** Names of tests in it. */
  readonly tests: readonly string[];
  /** The test on the real kernel. */
  readonly property: { readonly file: string; readonly title: string };
}

const SCENARIOS = 'native/engine/src/engine/scenarios';

/** Rust is not changed and built anew by a test; these say who would notice. */
export const natives: readonly Native[] = [
  {
    of: 'R3',
    wrong:
      'a callback, an operation or a second transport for the descriptor of a transport comes upon `unreachable!()`',
    file: `${SCENARIOS}/transports.rs`,
    tests: ['users_have_no_business_with_its_descriptor_until_it_is_being_closed'],
    property: {
      file: 'properties/rules/transports/owned.test.ts',
      title: 'C10 adding and removing callbacks is refused, and the error says so',
    },
  },
  {
    of: 'V17',
    wrong: 'a turn reads until the kernel has nothing left, however much others wait',
    file: `${SCENARIOS}/contending.rs`,
    tests: [
      'a_turn_serves_so_many_and_the_next_one_begins_with_the_others',
      'bytes_end_a_turn_as_well',
      'the_more_share_a_turn_the_less_each_has_of_it',
    ],
    property: {
      file: 'properties/faults/served.test.ts',
      title: 'a firehose beside 1,000 quiet connections of a server starves none of them (V17, L19)',
    },
  },
];
