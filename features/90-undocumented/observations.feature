Feature: What no document settles
  These behaviours are observed and reported, never judged: whoever builds on a destination wants to know them,
  and nobody has promised them.

  @AST-IDENT-007 @info @needs-readback
  Rule: What an explicit null does to a property

    @AST-IDENT-007.1
    Scenario: A property is sent as null
      Given user "ada" is identified with:
        | plan | "free" |
      And the User for user "ada" holds:
        | plan | "free" |
      When user "ada" is identified with:
        | plan | null |
      Then what became of the property "plan" of user "ada" is reported

  @AST-IDENT-011 @info @needs-readback
  Rule: What happens to an anonymous User that is later identified

    @AST-IDENT-011.1
    Scenario: A visitor turns out to be a user
      Given visitor "zed" is identified with:
        | source | "newsletter" |
      When user "ada" (visitor "zed") is identified with:
        | plan | "free" |
      Then what became of visitor "zed" as user "ada" is reported

  @AST-IDENT-013 @info @needs-readback
  Rule: Whether a nested object is merged or replaced

    @AST-IDENT-013.1
    Scenario: A nested object is sent in two parts
      Given user "ada" is identified with:
        | address | {"city": "Austin"} |
      And the User for user "ada" holds:
        | address | {"city": "Austin"} |
      When user "ada" is identified with:
        | address | {"country": "USA"} |
      Then what became of the property "address" of user "ada" is reported

  @AST-RETRY-003 @info @needs-readback
  Rule: What an older call does when it arrives late

    @AST-RETRY-003.1
    Scenario: An identify of an hour ago arrives after a newer one
      Given user "ada" is identified with:
        | plan | "newer" |
      And the User for user "ada" holds:
        | plan | "newer" |
      When user "ada" is identified as of 60 minutes ago with:
        | plan | "older" |
      Then what became of the property "plan" of user "ada" is reported
