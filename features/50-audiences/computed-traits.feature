Feature: Computed traits and account-level audiences
  Engage computes values as well as memberships, for users and for accounts.

  @AST-AUD-006 @must @needs-readback
  Rule: A computed trait arrives as a property, and a new value replaces the old

    @AST-AUD-006.2
    Scenario: Computed traits of all types are replaced by their new values, also of other types
      Then the computed traits of user "ada" keep the corpus "computed values" through an update

  @AST-AUD-008 @should @needs-readback
  Rule: An account-level audience sent as group (with the userId of one of the Account's Users) sets the Account's property

    @AST-AUD-008.1
    Scenario: An Account that leaves an audience has the flag false
      Given user "ada" is identified
      And user "ada" is grouped into account "acme" with:
        | plan | "starter" |
      And account "acme" enters the audience "expansion_ready" through user "ada"
      And the Account for account "acme" holds:
        | expansion_ready | true |
      When account "acme" leaves the audience "expansion_ready" through user "ada"
      Then the Account for account "acme" holds:
        | expansion_ready | false     |
        | plan            | "starter" |
