Feature: Behaviour that no document specifies
  These behaviours are observed and reported, never judged: developers who build on a destination want to know them, but
  no document promises them.

  @AST-IDENT-007 @info @needs-readback
  Rule: What an explicit null does to a property

    @AST-IDENT-007.1
    Scenario: A property that is sent as null is reported
      Given user "ada" is identified with:
        | plan | "free" |
      And the User for user "ada" holds:
        | plan | "free" |
      When user "ada" is identified with:
        | plan | null |
      Then what happened to the property "plan" of user "ada" is reported

  @AST-IDENT-011 @info @needs-readback
  Rule: What happens to an anonymous User that is later identified

    @AST-IDENT-011.1
    Scenario: A visitor who is identified later is reported
      Given visitor "zed" is identified with:
        | source | "newsletter" |
      When user "ada" (visitor "zed") is identified with:
        | plan | "free" |
      Then what happened to visitor "zed", identified as user "ada", is reported

  @AST-IDENT-013 @info @needs-readback
  Rule: Whether a nested object is merged or replaced

    @AST-IDENT-013.1
    Scenario: A nested object that is sent in two parts is reported
      Given user "ada" is identified with:
        | address | {"city": "Austin"} |
      And the User for user "ada" holds:
        | address | {"city": "Austin"} |
      When user "ada" is identified with:
        | address | {"country": "USA"} |
      Then what happened to the property "address" of user "ada" is reported

  @AST-RETRY-003 @info @needs-readback
  Rule: What an older call does when it arrives late

    @AST-RETRY-003.1
    Scenario: An identify that arrives after a newer one is reported
      Given user "ada" is identified with:
        | plan | "newer" |
      And the User for user "ada" holds:
        | plan | "newer" |
      When user "ada" is identified 60 minutes in the past with:
        | plan | "older" |
      Then what happened to the property "plan" of user "ada" is reported
