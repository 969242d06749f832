/** A problem that the person who starts the hub can fix; its message is all they need to see. */
export class StoreProblem extends Error {}
