/** A cucumber formatter that prints nothing: all that a run says is made from its messages. */
export default { type: 'formatter', formatter() {} };
