Feature: A connector's key opens the destination, and nothing else does
  Every other verdict rests on these two: a target that refuses the right key cannot be graded, and one that
  takes any key would turn each negative example green.

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
