/** The version of ConfigHub that the hub is held to (contract 1). */
export const hubVersion = 'v0.8.12'
