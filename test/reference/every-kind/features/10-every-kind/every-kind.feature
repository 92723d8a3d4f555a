@AST-HTTP-001
Feature: Everything that a step and a hook can do

  Background:
    Given a step of the background

  @AST-HTTP-001.1
  Scenario: Steps that pass
    When 3 numbers and the "text" and a colour red are taken
    And this table is taken:
      | name | value |
      | a    | 1     |
      | b    | \|2   |
    And this text is taken:
      """json
      {"a": 1}
        indented
      """
    And a pattern takes 12 cucumbers
    Then the World holds what was taken

  @AST-HTTP-001.2
  Scenario: Attachments
    When a text, a log and bytes are attached
    And something is attached before the step waits, and after it
    Then a step of the background

  Rule: A scenario ends with its worst step

    Background:
      Given a step of the background

    @AST-HTTP-001.3
    Scenario Outline: A step that <how>
      When a step <how>
      Then a step of the background

      Examples:
        | case             | how                       |
        | skips            | skips                     |
        | pends            | pends                     |
        | throws           | throws                    |
        | throws late      | throws late               |
        | throws a text    | throws a text             |
        | own error        | throws an error of its own |
        | undefined        | that nobody has defined   |
        | ambiguous        | of two definitions        |
        | too few          | of too few parameters     |
        | transformer      | that takes no colour      |

    @AST-HTTP-001.4 @before-skips
    Scenario: A hook that skips
      When a step throws

    @AST-HTTP-001.5 @before-fails
    Scenario: A hook that fails
      When a step of the background

    @AST-HTTP-001.6 @after-fails
    Scenario: A hook that fails at the end
      When a step skips

    @AST-HTTP-001.7
    Scenario: Undefined after a failure
      When a step throws
      Then a step that nobody has defined
