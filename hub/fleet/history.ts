import type { Actor } from '#hub/fleet/people.ts'

/** The function call that a mutation records. */
export type Call = {
  FunctionName: string
  Arguments: { ParameterName: string; Value: string | number | boolean }[]
}

export type Step = {
  readonly at: Date
  readonly by: Actor
  readonly source: string
  readonly description: string
  readonly text: string
  readonly call: Call | null
  readonly restoredRevisionNum: number
  readonly upgradedFromRevisionNum: number
  readonly tagId: string | null
}

export type RevisionFacts<Settings> = {
  at: Date
  by: Actor
  source: string
  description: string
  set?: Partial<Settings>
  call?: Call
  tagId?: string
}

export type UnitIdentity = {
  readonly spaceSlug: string
  readonly slug: string
  readonly labels: Readonly<Record<string, string>>
}

/** A finished unit with all its revisions; revision n is `steps[n - 1]`. */
export type UnitHistory = UnitIdentity & {
  readonly steps: readonly Step[]
  readonly upstream: UnitIdentity | null
  readonly upstreamRevisionNum: number
  readonly releasedRevisionNum: number
}

/** Builds the history of one unit. Each revision states only what it changes; documents follow from the settings. */
export class UnitHistoryBuilder<Settings> implements UnitHistory {
  readonly spaceSlug: string
  readonly slug: string
  readonly labels: Readonly<Record<string, string>>
  readonly upstream: UnitHistoryBuilder<Settings> | null
  readonly steps: Step[] = []
  upstreamRevisionNum = 0
  releasedRevisionNum = 0
  settings: Settings
  readonly #render: (settings: Settings) => string
  readonly #changes: Partial<Settings>[] = []
  readonly #settingsAt: Settings[] = []

  constructor(
    identity: UnitIdentity,
    start: {
      settings: Settings
      render: (settings: Settings) => string
      upstream?: UnitHistoryBuilder<Settings>
    },
  ) {
    this.spaceSlug = identity.spaceSlug
    this.slug = identity.slug
    this.labels = identity.labels
    this.settings = start.settings
    this.#render = start.render
    this.upstream = start.upstream ?? null
  }

  get head(): number {
    return this.steps.length
  }

  /** A new unit is an empty revision first; its content comes with the second (contract 1.1). */
  created(facts: RevisionFacts<Settings>): this {
    this.#add(facts, '')
    return this.changed({ ...facts, source: 'UpdateUnit', at: secondsLater(facts.at, 2) })
  }

  clonedFrom(upstream: UnitHistoryBuilder<Settings>, facts: Omit<RevisionFacts<Settings>, 'source'>): this {
    this.upstreamRevisionNum = upstream.revisionAt(facts.at)
    this.settings = upstream.settingsOf(this.upstreamRevisionNum)
    this.#add({ ...facts, source: 'CloneUnit' }, '')
    return this.changed({ ...facts, source: 'CloneUnit', at: secondsLater(facts.at, 1) })
  }

  changed(facts: RevisionFacts<Settings>): this {
    this.settings = { ...this.settings, ...facts.set }
    this.#add(facts, this.#render(this.settings))
    return this
  }

  restored(revisionNum: number, facts: Omit<RevisionFacts<Settings>, 'source' | 'set'>): this {
    this.settings = this.settingsOf(revisionNum)
    this.#add({ ...facts, source: 'RestoreRevision' }, this.#render(this.settings), {
      restoredRevisionNum: revisionNum,
    })
    return this
  }

  /** Takes the next revision of the upstream unit, keeping every setting that was changed here. */
  upgraded(at: Date, by: Actor): this {
    const upstream = this.upstream
    if (!upstream) throw new Error(`${this.slug} has no upstream to upgrade from`)
    const from = this.upstreamRevisionNum + 1
    const description = upstream.steps[from - 1]?.description
    if (description === undefined) throw new Error(`${this.slug} is at the head of its upstream already`)
    this.settings = { ...this.settings, ...upstream.changeOf(from) }
    this.upstreamRevisionNum = from
    this.#add({ at, by, source: 'UpgradeUnit', description }, this.#render(this.settings), {
      upgradedFromRevisionNum: from,
    })
    return this
  }

  released(revisionNum = this.head): this {
    this.releasedRevisionNum = revisionNum
    return this
  }

  changeOf(revisionNum: number): Partial<Settings> {
    return this.#changes[revisionNum - 1] ?? {}
  }

  settingsOf(revisionNum: number): Settings {
    return this.#settingsAt[revisionNum - 1] ?? this.settings
  }

  revisionAt(at: Date): number {
    return this.steps.filter((step) => step.at <= at).length
  }

  #add(
    facts: RevisionFacts<Settings>,
    text: string,
    numbers: { restoredRevisionNum?: number; upgradedFromRevisionNum?: number } = {},
  ) {
    const last = this.steps.at(-1)
    const name = `${this.spaceSlug}/${this.slug} revision ${this.head + 1}`
    if (last && last.at >= facts.at) throw new Error(`${name} is not later than the one before it`)
    if (last && last.text === text) throw new Error(`${name} changes nothing`)
    this.#changes.push(facts.set ?? {})
    this.#settingsAt.push(this.settings)
    this.steps.push({
      at: facts.at,
      by: facts.by,
      source: facts.source,
      description: facts.description,
      text,
      call: facts.call ?? null,
      restoredRevisionNum: numbers.restoredRevisionNum ?? 0,
      upgradedFromRevisionNum: numbers.upgradedFromRevisionNum ?? 0,
      tagId: facts.tagId ?? null,
    })
  }
}

function secondsLater(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000)
}
