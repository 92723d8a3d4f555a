Feature: Computed traits and account-level audiences
  Engage computes values as well as memberships, for users and for accounts.

  @AST-AUD-006 @must @needs-readback
  Rule: A computed trait arrives as a property, and a new value replaces the old

    @AST-AUD-006.2
    Scenario: Computed traits of all types are replaced by their new values, also of other types
      Then the computed traits of user "ada" keep the corpus "computed values" through an update

    @AST-AUD-006.3
    Scenario: Computed traits are replaced by their new values, whatever their types
      Given user "ada" is identified
      And these calls arrive one after another:
        | becomes | ada | a_sum                | 830.5          |
        | becomes | ada | a_text               | "Pro Annual"   |
        | becomes | ada | a_boolean            | true           |
        | becomes | ada | a_list               | ["csv", "pdf"] |
        | becomes | ada | an_emptied_list      | ["csv"]        |
        | becomes | ada | an_emptied_text      | "Pro"          |
        | becomes | ada | a_count_then_text    | 7              |
        | becomes | ada | a_text_then_count    | "7"            |
        | becomes | ada | a_text_then_list     | "csv"          |
        | becomes | ada | a_count_then_boolean | 1              |
        | becomes | ada | a_boolean_then_count | true           |
      And the computed trait "a_count" of user "ada" becomes 3
      And the User for user "ada" holds:
        | a_count              | 3              |
        | a_sum                | 830.5          |
        | a_text               | "Pro Annual"   |
        | a_boolean            | true           |
        | a_list               | ["csv", "pdf"] |
        | an_emptied_list      | ["csv"]        |
        | an_emptied_text      | "Pro"          |
        | a_count_then_text    | 7              |
        | a_text_then_count    | "7"            |
        | a_text_then_list     | "csv"          |
        | a_count_then_boolean | 1              |
        | a_boolean_then_count | true           |
      When these calls arrive one after another:
        | becomes | ada | a_count              | 4             |
        | becomes | ada | a_sum                | 0             |
        | becomes | ada | a_text               | "Pro Monthly" |
        | becomes | ada | a_boolean            | false         |
        | becomes | ada | a_list               | ["pdf"]       |
        | becomes | ada | an_emptied_list      | []            |
        | becomes | ada | an_emptied_text      | ""            |
        | becomes | ada | a_count_then_text    | "seven"       |
        | becomes | ada | a_text_then_count    | 7             |
        | becomes | ada | a_text_then_list     | ["csv"]       |
        | becomes | ada | a_count_then_boolean | true          |
        | becomes | ada | a_boolean_then_count | 0             |
      Then the User for user "ada" still holds:
        | a_count              | 4             |
        | a_sum                | 0             |
        | a_text               | "Pro Monthly" |
        | a_boolean            | false         |
        | a_list               | ["pdf"]       |
        | an_emptied_list      | []            |
        | an_emptied_text      | ""            |
        | a_count_then_text    | "seven"       |
        | a_text_then_count    | 7             |
        | a_text_then_list     | ["csv"]       |
        | a_count_then_boolean | true          |
        | a_boolean_then_count | 0             |

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
