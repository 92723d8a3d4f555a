Feature: A destination is steady
  Segment sends a call again after a 5xx or no response, and it watches how often a destination makes it do so. What the
  other examples of a run had to send again is judged here, and only here.

  @AST-HTTP-014 @should @whole-run
  Rule: Valid calls are accepted at the first attempt; none is unsteady

    @AST-HTTP-014.1
    Scenario: Every valid call of the run is accepted at the first attempt
      When 10 identifies for user "ada" arrive one after another, each with its own property
      Then every valid call of the run was accepted at the first attempt
