Feature: A User's properties are stored as they were sent
  Revenue teams segment by properties: a number that became text, a false that vanished or a renamed property silently
  breaks their filters.

  @AST-IDENT-004 @must @needs-readback
  Rule: A property keeps its JSON type and value (string, number, boolean, array)

    @AST-IDENT-004.3
    Scenario: Values of all types are stored as they were sent, also as updates of values of other types
      Then the User for user "ada" keeps the corpus "values" through updates there and back

    @AST-IDENT-004.4
    Scenario: Values behind a null and an object are stored as they were sent
      Then the User for user "ada" keeps the corpus "values" behind a null and an object

  @AST-IDENT-008 @should @needs-readback
  Rule: A property's name is kept as sent (spaces, dots, case)

    @AST-IDENT-008.3
    Scenario: Names of all kinds are kept, and their properties updated
      Then the User for user "ada" keeps the corpus "names" through updates there and back

    @AST-IDENT-008.4
    Scenario: A User's names that databases use for rows of their own are kept, unless the destination uses them
      Then the User for user "ada" keeps the corpus "names of records" through an update, except names that the destination uses itself

  @AST-IDENT-015 @should @needs-readback
  Rule: A property that is an object (`address`, `company`) keeps its members

    @AST-IDENT-015.2
    Scenario: Objects of two levels and arrays of objects keep their members
      Then the User for user "ada" keeps the corpus "objects" through updates there and back
