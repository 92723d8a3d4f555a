Feature: Responses keep keys to themselves
  Every response of the run is searched, headers included: also those to calls that other examples are about.

  @AST-AUTH-008 @must @whole-run
  Rule: No response repeats a key that was sent, valid or not, raw or Base64

    @AST-AUTH-008.3
    Scenario: No response of the whole run contains a key
      When an identify for user "ada" is posted with the API key
      Then no response of the run contains a key
