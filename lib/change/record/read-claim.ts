import { readCounts, readText, readTexts } from '#lib/change/record/annotations.ts'
import { readOutcomes } from '#lib/change/record/kept-outcomes.ts'
import type { Claim } from '#lib/change/record/proof.ts'
import { readFacts } from '#lib/change/record/record-facts.ts'
import { checkFacts, readStatus } from '#lib/change/record/record-signature.ts'
import { readMoment } from '#lib/change/record/tag/moment.ts'
import { readWaveState } from '#lib/change/waves/state.ts'
import type { Tag } from '#lib/confighub/schema/entities.ts'

/** The contents of a Tag as a record, and whether its signature is valid. */
export function readClaim(tag: Tag, secret: string): Claim {
  const { Annotations } = tag
  const texts = readTexts(Annotations)
  const state = readStatus('state', Annotations, texts.record, secret)
  const counts = readStatus('counts', Annotations, texts.record, secret)
  const outcomes = readStatus('outcomes', Annotations, texts.record, secret)
  const facts = readFacts(Annotations)
  return {
    tag,
    texts,
    facts,
    counts: readCounts(counts.text),
    signature: checkFacts(texts, readText(Annotations, 'signature'), secret),
    countsSignature: counts.signature,
    outcomes: readOutcomes(outcomes.text, facts.plannedUnitIds),
    outcomesText: outcomes.text,
    outcomesSignature: outcomes.signature,
    moment: readMoment(Annotations, texts.record, secret),
    state: readWaveState(state.text),
    stateSignature: state.signature,
  }
}
