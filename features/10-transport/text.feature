Feature: Text arrives unchanged
  Names of people and companies are written in every script. A workspace should show exactly what a source sent.

  @AST-HTTP-011 @must @needs-readback
  Rule: Text in a User's or an Account's properties, also inside arrays and objects, arrives unchanged, whatever its script, emoji, white space, normalisation or length (up to 4 KB), and whatever it looks like (a number, a date, a word for true, null, JSON, HTML)

    @AST-HTTP-011.17
    Scenario: A User's text arrives unchanged if the call arrives in pieces
      When this body is posted in pieces:
        """
        {"type": "identify", "userId": "{id:ada}", "traits": {"city": "Zürich", "plan": "プロ", "note": "🎯"}, "messageId": "{message}", "timestamp": "{now}"}
        """
      And the destination accepts it
      Then the User for user "ada" holds:
        | city | "Zürich" |
        | plan | "プロ"   |
        | note | "🎯"     |

    @AST-HTTP-011.9
    Scenario: A User's text arrives unchanged, also as an update of another text
      Then the User for user "ada" keeps the corpus "texts" through updates there and back

    @AST-HTTP-011.10
    Scenario: An Account's text arrives unchanged, also as an update of another text
      Then the Account for account "acme" keeps the corpus "texts" through updates there and back

    @AST-HTTP-011.11
    Scenario: A User's long text arrives unchanged
      Then the User for user "ada" keeps the corpus "long texts" in one call

    @AST-HTTP-011.12
    Scenario: An Account's long text arrives unchanged
      Then the Account for account "acme" keeps the corpus "long texts" in one call

    @AST-HTTP-011.13
    Scenario: A User's text inside arrays arrives unchanged, also as an update
      Then the User for user "ada" keeps the corpus "texts in arrays" through an update

    @AST-HTTP-011.14
    Scenario: An Account's text inside arrays arrives unchanged, also as an update
      Then the Account for account "acme" keeps the corpus "texts in arrays" through an update

    @AST-HTTP-011.15
    Scenario: A User's text inside objects arrives unchanged
      Given user "bob" is identified with:
        | office | {"name": "Initech"} |
      And provided that the User for user "bob" holds:
        | office | {"name": "Initech"} |
      Then the User for user "ada" keeps the corpus "texts in objects" in one call

    @AST-HTTP-011.16
    Scenario: An Account's text inside objects arrives unchanged
      Given user "bob" is grouped into account "initech" with:
        | office | {"name": "Initech"} |
      And provided that the Account for account "initech" holds:
        | office | {"name": "Initech"} |
      Then the Account for account "acme" keeps the corpus "texts in objects" in one call
