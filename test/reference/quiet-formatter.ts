/** A cucumber formatter that prints nothing: reports are made from the messages of a run. */
export default { type: 'formatter', formatter() {} };
