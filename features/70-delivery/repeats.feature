Feature: A call that is delivered twice counts once
  Segment retries for hours, and may deliver a call again although it arrived. The messageId identifies the call.

  @AST-RETRY-001 @should @needs-readback
  Rule: A track call delivered twice with one messageId is one event

    @AST-RETRY-001.1 @rests
    Scenario: An event that is delivered three times is stored once, also after another event and a rest
      Given user "ada" is identified
      When user "ada" does "Order Completed" with:
        | total | 10 |
      And the last call is delivered again
      And user "ada" does "Report Exported" with:
        | format | "csv" |
      And 1.5 seconds pass without a call
      And the call before the last is delivered again
      Then user "ada" has the event "Order Completed" exactly 1 time
      And the last call is delivered once more before the last look

    @AST-RETRY-001.2
    Scenario: An event that is delivered three times at the same time is stored once
      Given user "ada" is identified
      When these calls arrive at the same time:
        | does | ada | Order Completed | {"total": 10} |
        | does | ada | Order Completed | {"total": 10} |
        | does | ada | Order Completed | {"total": 10} |
      Then user "ada" has the event "Order Completed" exactly 1 time

  @AST-RETRY-002 @must @needs-readback
  Rule: An identify or group delivered twice leaves one record, unchanged

    @AST-RETRY-002.1
    Scenario: An identify that is delivered twice leaves one User
      Given user "ada" is identified with:
        | plan | "free" |
      When the last call is delivered again
      Then there is exactly one User for user "ada"
      And the User for user "ada" still holds:
        | plan | "free" |

    @AST-RETRY-002.2
    Scenario: A group that is delivered twice leaves one Account with one association
      Given user "ada" is identified and visible
      And user "ada" is grouped into account "acme" with:
        | plan | "starter" |
      When the last call is delivered again
      Then there is exactly one Account for account "acme"
      And the Account for account "acme" still holds:
        | plan | "starter" |
      And user "ada" still belongs to account "acme"
