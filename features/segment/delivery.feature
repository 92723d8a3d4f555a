Feature: How calls are delivered to a direct destination
  Segment sends one call per request, retries for hours if the destination may recover, and discards the call if it
  cannot. The traces say what happened to each call.

  @SEG-DELIVER-001 @must
  Rule: Each call is a POST of its own with Segment's headers and the API key as Basic user name

    @SEG-DELIVER-001.1
    Scenario: A batch of two calls becomes two requests
      When a batch of 2 calls is posted
      Then the destination received 2 calls
      And each request has the headers:
        | content-type  | application/json |
        | user-agent    | Segment.io/1.0   |
        | accept        | */*              |
        | cache-control | no-cache         |
        | authorization | Basic {apiKey}   |

  @SEG-DELIVER-002 @must
  Rule: Any 2xx counts as delivered

    @SEG-DELIVER-002.1
    Scenario Outline: A call that was answered <status> is delivered
      Given the destination now answers <status>
      When a track "m1" is posted with the write key in the body
      Then the call "m1" ended as "delivered"

      Examples:
        | case | status |
        | 200  | 200    |
        | 201  | 201    |
        | 202  | 202    |
        | 204  | 204    |

  @SEG-DELIVER-003 @must
  Rule: Network errors, timeouts, 429, 500, 502, 503 and 504 are retried

    @SEG-DELIVER-003.1
    Scenario Outline: A call that was answered <status> is retried until it is delivered
      Given the destination now answers <status>
      When a track "m1" is posted with the write key in the body
      Then the call "m1" ended as "errors.awaiting-retry.<status>"
      When the destination now answers 200
      And 1 hour passes
      Then the call "m1" ended as "delivered"

      Examples:
        | case | status |
        | 429  | 429    |
        | 500  | 500    |
        | 502  | 502    |
        | 503  | 503    |
        | 504  | 504    |

    @SEG-DELIVER-003.2
    Scenario: A call is retried after a closed connection
      Given the destination closes its connections
      When a track "m1" is posted with the write key in the body
      Then the call "m1" ended as "errors.awaiting-retry.ECONNRESET"
      When the destination now answers 200
      And 1 hour passes
      Then the call "m1" ended as "delivered"

  @SEG-DELIVER-004 @must
  Rule: Other responses are final, including redirects and 501

    @SEG-DELIVER-004.1
    Scenario Outline: A call that was answered <status> is discarded at once
      Given the destination now answers <status>
      When a track "m1" is posted with the write key in the body
      And 5 hours pass
      Then the call "m1" ended as "errors.discarded.<status>"
      And the call "m1" was tried 1 time

      Examples:
        | case | status |
        | 400  | 400    |
        | 401  | 401    |
        | 403  | 403    |
        | 501  | 501    |
        | 302  | 302    |

  @SEG-DELIVER-005 @must
  Rule: A call is tried nine times at most, the last time within four hours of the first

    @SEG-DELIVER-005.1
    Scenario: A destination that is down for five hours loses the call after nine attempts
      Given the destination now answers 503
      When a track "m1" is posted with the write key in the body
      And 5 hours pass
      Then the call "m1" ended as "errors.discarded.503"
      And the call "m1" was tried 9 times
      And all attempts of "m1" are within 4 hours

    @SEG-DELIVER-005.2
    Scenario: A destination that is down for ten minutes loses nothing
      Given the destination now answers 503
      When a batch of 20 calls is posted
      And 10 minutes pass
      And the destination now answers 200
      And 4 hours pass
      Then 20 calls ended as "delivered"

    @SEG-DELIVER-005.3
    Scenario: In an outage of five hours only early calls are lost
      Given the destination now answers 503
      When a track "early" is posted with the write key in the body
      And 270 minutes pass
      And a track "late" is posted with the write key in the body
      And 30 minutes pass
      And the destination now answers 200
      And 4 hours pass
      Then the call "early" ended as "errors.discarded.503"
      And the call "late" ended as "delivered"

  @SEG-DELIVER-006 @must
  Rule: The built-in destination receives the calls in process, and its Records API shows them

    @SEG-DELIVER-006.1
    Scenario: An identify at the ingress becomes a User
      Given the calls go to the built-in destination
      When this is posted to "/v1/identify":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "traits": {"plan": "pro"}}
        """
      Then the call "m1" ended as "delivered"
      And the built-in destination holds the User "u1" with {"plan": "pro"}
