Feature: A history is replayed
  Segment can send the history of a workspace again: as fast as it is accepted, in any order, and with calls that come twice.
  The partner FAQ names what that takes. These examples run only with --replay, because they send many calls.

  @AST-REPLAY-001 @should @needs-readback @needs-replay
  Rule: Each event of a replayed history keeps its timestamp

    @AST-REPLAY-001.1
    Scenario: Events of sixty days that arrive out of order keep their timestamps
      Given users "ada", "ben" and "eve" are identified
      And a history of 45 events of users "ada", "ben" and "eve" over 60 days
      And provided that the history is accepted out of order, each call twice
      Then each event of the history has its timestamp

  @AST-REPLAY-002 @should @needs-readback @needs-replay
  Rule: Each event of a replayed history is stored once

    @AST-REPLAY-002.1
    Scenario: Events that arrive out of order, each twice, are stored once
      Given users "ada", "ben" and "eve" are identified
      And a history of 45 events of users "ada", "ben" and "eve" over 60 days
      And provided that the history is accepted out of order, each call twice
      Then each event of the history is stored exactly once

  @AST-REPLAY-003 @should @needs-readback @needs-replay
  Rule: Users, Accounts and associations hold what a whole history says, in whatever order it arrives

    @AST-REPLAY-003.1
    Scenario: Updates of sixty days that arrive out of order leave every property and association
      Given users "ada", "ben" and "eve" are identified and visible
      And a history of 45 updates of users "ada", "ben" and "eve", and of account "acme" by each, over 60 days
      And provided that the history is accepted out of order, each call twice
      Then Users and Accounts hold every property of the history
      And users "ada", "ben" and "eve" still belong to account "acme"

  @AST-REPLAY-004 @should @needs-replay
  Rule: A replay is accepted as fast as it comes, or as fast as a 429 lets it come

    @AST-REPLAY-004.1
    Scenario: Each call of a replay is accepted, at once or after the time that a 429 names
      Given users "ada", "ben" and "eve" are identified
      And a history of 60 events of users "ada", "ben" and "eve" over 60 days
      When the history is sent out of order, each call twice
      Then each call of the history was accepted

    @AST-REPLAY-004.2 @if-readback
    Scenario: What a 429 held back is stored once it is accepted
      Given users "ada", "ben" and "eve" are identified
      And a history of 60 events of users "ada", "ben" and "eve" over 60 days
      And provided that the history is accepted out of order, each call twice
      And provided that a 429 held some of its calls back
      Then each event of the history that a 429 held back is stored
