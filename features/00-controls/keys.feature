Feature: Only a connector's API key gives access
  Every other verdict depends on these two rules: a target that refuses the correct key cannot be graded, and a target
  that accepts any key would pass every negative example.

  @AST-AUTH-001 @must
  Rule: The connector's API key, as Basic user name with an empty password, is accepted

    @AST-AUTH-001.1
    Scenario: A minimal identify with the API key is accepted
      When an identify for user "ada" is posted with the API key
      Then the destination accepts it

  @AST-AUTH-002 @must
  Rule: An unknown API key is never answered with 2xx

    @AST-AUTH-002.1
    Scenario Outline: An identify with <credential> is not accepted
      When an identify for user "ada" is posted with <credential>
      Then the destination does not accept it

      Examples:
        | case      | credential          |
        | unknown   | an unknown API key  |
        | malformed | a malformed API key |
