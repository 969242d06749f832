import type { Unit } from '#lib/confighub/schema/entities.ts'

/** Set among the gates from a write until the Triggers have run: it is not a failed check. */
const awaiting = 'awaiting/triggers'

export type Gates = {
  /** Failed validating Triggers, which block release. */
  readonly failing: readonly string[]
  /** The Triggers are still running, so failures are not known yet. */
  readonly isPending: boolean
}

export function gatesOf({ ValidationErrors = {} }: Pick<Unit, 'ValidationErrors'>): Gates {
  const held = Object.entries(ValidationErrors).flatMap(([gate, isHeld]) => (isHeld ? [gate] : []))
  return { failing: held.filter((gate) => gate !== awaiting), isPending: held.includes(awaiting) }
}
