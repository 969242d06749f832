/** Something the person who starts the hub can mend; its message is all they need to see. */
export class StoreProblem extends Error {}
