Feature: Audiences are stored as boolean properties of the User
  Engage sends an identify for each member that enters or leaves. The property has the audience's key and a boolean
  value; the text "true", or a flag that vanishes instead of becoming false, breaks every filter that uses it.

  @AST-AUD-001 @must @needs-readback
  Rule: Entering an audience sets the User's property with the audience's key to boolean true

    @AST-AUD-001.1
    Scenario: A User who enters an audience has the flag true
      Given user "ada" is identified
      When user "ada" enters the audience "order_completed_last_30days"
      Then the User for user "ada" holds:
        | order_completed_last_30days | true |

  @AST-AUD-002 @must @needs-readback
  Rule: Leaving an audience sets the User's property with its key to boolean false; the property is not removed

    @AST-AUD-002.1
    Scenario: A User who leaves an audience has the flag false
      Given user "ada" is identified
      And user "ada" enters the audience "order_completed_last_30days"
      And the User for user "ada" holds:
        | order_completed_last_30days | true |
      When user "ada" leaves the audience "order_completed_last_30days"
      Then the User for user "ada" holds:
        | order_completed_last_30days | false |

    @AST-AUD-002.2
    Scenario: A User who leaves an audience without entering it has the flag false
      Given user "ada" is identified
      When user "ada" leaves the audience "power_users"
      Then the User for user "ada" holds:
        | power_users | false |

    @AST-AUD-002.3
    Scenario: A User who enters audiences and leaves each at once has a flag for each, whichever call is stored last
      Given user "ada" is identified
      When these calls arrive one after another:
        | enters | ada | trial_users     |
        | leaves | ada | trial_users     |
        | enters | ada | power_users     |
        | leaves | ada | power_users     |
      Then the User for user "ada" holds "trial_users" as true or false
      And the User for user "ada" holds "power_users" as true or false

  @AST-AUD-003 @must @needs-readback
  Rule: Entering an audience again sets the property to true again

    @AST-AUD-003.1
    Scenario: A User who enters an audience again has the flag true
      Given user "ada" is identified
      And user "ada" enters the audience "power_users"
      And the User for user "ada" holds:
        | power_users | true |
      And user "ada" leaves the audience "power_users"
      And the User for user "ada" holds:
        | power_users | false |
      When user "ada" enters the audience "power_users"
      Then the User for user "ada" holds:
        | power_users | true |

  @AST-AUD-004 @must @needs-readback
  Rule: Flags of several audiences and all other properties do not change each other

    @AST-AUD-004.6 @rests
    Scenario: Flags are kept when a User that was left alone gets another property
      Given user "ada" is identified
      And user "ada" enters the audience "power_users"
      And user "ada" enters the audience "trial_users"
      And user "ada" leaves the audience "likely_to_churn"
      When 1 second passes without a call
      And user "ada" is identified with:
        | title | "VP Sales" |
      Then the User for user "ada" holds:
        | title           | "VP Sales" |
        | power_users     | true       |
        | trial_users     | true       |
        | likely_to_churn | false      |

    @AST-AUD-004.5
    Scenario: Flags are kept while they grow to 32, and after another property
      Given user "ada" is identified
      Then none of the flags of user "ada" is lost while they grow to 32
      When user "ada" is identified with:
        | title | "VP Sales" |
      Then the User for user "ada" holds:
        | title | "VP Sales" |
      And all 32 of the flags of user "ada" are still there

    @AST-AUD-004.4 @many-requests
    Scenario: Flags are kept whatever other calls follow
      Given user "ada" is identified with:
        | email | "{email:ada}" |
      And user "ada" enters the audience "power_users"
      And user "ada" leaves the audience "likely_to_churn"
      And the User for user "ada" holds:
        | power_users     | true  |
        | likely_to_churn | false |
      When these calls arrive one after another:
        | group          | ada  | acme            | {"plan": "starter"} |
        | does           | ada  | Report Exported | {"format": "csv"}   |
        | becomes        | ada  | computed_sample | 3                   |
        | group          | ada  | initech         |                     |
        | account leaves | ada  | acme            | expansion_ready     |
        | leaves         | bob  | power_users     |                     |
        | enters         | bob  | likely_to_churn |                     |
        | identify       | ada  | plan            | "pro"               |
        | identify       | ada  |                 |                     |
        | enters         | ada  | trial_users     |                     |
      Then the User for user "ada" still holds:
        | power_users     | true          |
        | likely_to_churn | false         |
        | trial_users     | true          |
        | plan            | "pro"         |
        | email           | "{email:ada}" |

  @AST-AUD-005 @should @needs-readback
  Rule: An audience call for an unknown user creates the User

    @AST-AUD-005.1
    Scenario: An audience call creates an unknown User
      When user "ada" enters the audience "power_users"
      Then there is exactly one User for user "ada"
      And the User for user "ada" holds:
        | power_users | true |

  @AST-AUD-007 @should @needs-readback
  Rule: The same flag sent again changes nothing

    @AST-AUD-007.1
    Scenario: A flag that is sent twice is stored once, on one User
      Given user "ada" is identified with:
        | plan | "free" |
      When user "ada" enters the audience "power_users"
      And user "ada" enters the audience "power_users"
      Then the User for user "ada" still holds:
        | power_users | true   |
        | plan        | "free" |
      And there is exactly one User for user "ada"
