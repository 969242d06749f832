import { ApprovalsPart } from '#components/change/evidence/approvals-part.tsx'
import { ClassTable } from '#components/change/evidence/class-table.tsx'
import { FactTable } from '#components/change/evidence/fact-table.tsx'
import { NotWrittenParts } from '#components/change/evidence/not-written-parts.tsx'
import { Lines, LinesPart, Part } from '#components/change/evidence/parts.tsx'
import { UnitTable } from '#components/change/evidence/unit-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'
import { subjectsOf, withoutRules } from '#lib/change/evidence/approval-subjects.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'
import { ruleText } from '#lib/change/record/kept-rules.ts'
import type { Evidence } from '#lib/queries/evidence/evidence-query.ts'

/** What a file of evidence says, in full. */
export function EvidenceDocument({ evidence: { statement, hint } }: { evidence: Evidence }) {
  const { subject, predicate } = statement
  const reason = predicate.facts.find(({ name }) => name === 'reason')?.value
  const maker = predicate.people[predicate.made.by] ?? predicate.made.by
  return (
    <article className="flex flex-col gap-6 print:gap-4">
      <header className="flex flex-col gap-1">
        <h1 className="break-words">Evidence of a change: {reason || predicate.change.name}</h1>
        <p className="text-muted text-sm [overflow-wrap:anywhere]">
          {count(subject.length, 'unit')} of <span className="mono">{predicate.change.hub}</span>, read{' '}
          <Time at={predicate.made.at} form="exact" /> by {maker}
        </p>
      </header>
      <ProofPart statement={statement} />
      {predicate.metadata !== undefined && <p className="text-attention text-sm">{predicate.metadata}</p>}
      <Part title="Facts">
        <FactTable facts={predicate.facts} people={predicate.people} />
      </Part>
      {predicate.approvals && <ApprovalsPart approvals={predicate.approvals} statement={statement} />}
      {predicate.approvalsUnknown !== undefined && (
        <Part title="Approvals">
          <p className="text-attention text-sm">
            Not known: {predicate.approvalsUnknown}. Whether it began as a proposal is therefore not told.
          </p>
        </Part>
      )}
      <LinesPart title="Approval rules" lines={ruleLines(statement)} />
      {predicate.waves && <LinesPart title="Waves" lines={predicate.waves.map(waveLine)} />}
      <Part title="What changed">
        {predicate.classes.map((each, number) => (
          <ClassTable
            // Classes have no name but their place.
            key={JSON.stringify(each)}
            number={number + 1}
            of={each}
            units={predicate.units.rows.filter((row) => row[3] === number).length}
          />
        ))}
      </Part>
      <Part title="Units">
        <UnitTable statement={statement} />
      </Part>
      <NotWrittenParts predicate={predicate} />
      <Part title="Signature">
        <p className="text-sm [overflow-wrap:anywhere]">
          The file is signed with the key <span className="mono">{hint}</span>, whose public half is at{' '}
          <a href="/api/evidence-key" className="underline underline-offset-2">
            /api/evidence-key
          </a>
          . This page says what the file says; only the file can be verified: with{' '}
          <span className="mono">npm run verify-evidence</span>, with openssl, or with a verifier of Sigstore
          bundles.
        </p>
      </Part>
    </article>
  )
}

function ruleLines(statement: Statement): string[] {
  const { subject, predicate } = statement
  const unrecorded = withoutRules(statement)
  return [
    ...(predicate.approvalRules ?? []).map((rule) =>
      ruleText({ ...rule, units: subjectsOf(rule, subject.length).length }),
    ),
    ...(unrecorded === 0
      ? []
      : [`Not recorded of ${count(unrecorded, 'unit')}: how many approvals they needed is not known.`]),
  ]
}

type Wave = NonNullable<Statement['predicate']['waves']>[number]

const waveLine = ({ name, hold, units, written }: Wave) =>
  `${name}: ${written} of ${count(units, 'unit')} written${hold ? '; the next one waits for a person to decide' : ''}`

function ProofPart({ statement: { predicate } }: { statement: Statement }) {
  const { standing, says, differences, more } = predicate.proof
  const isGood = standing === 'proven'
  return (
    <Part title="Proof">
      <p className="flex flex-wrap items-baseline gap-2 text-sm">
        <Badge tone={isGood ? 'added' : standing === 'different' ? 'removed' : 'attention'} sign={false}>
          {isGood ? 'proven' : 'not proven'}
        </Badge>
        <span className="min-w-0 flex-1 basis-72">{says}</span>
      </p>
      {differences.length > 0 && <Lines lines={differences} />}
      {more > 0 && <p className="text-sm">and {more.toLocaleString('en')} more of these kinds.</p>}
    </Part>
  )
}
