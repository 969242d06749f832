import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import type { IconType } from '#components/ui/state-look.ts'
import { count } from '#lib/base/plural.ts'
import { differenceText, unknownChangesText } from '#lib/change/record/difference-text.ts'
import { type Proof, type Standing, standingOf } from '#lib/change/record/proof-schema.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'

type Look = { readonly title: string; readonly Icon: IconType; readonly tint: string }

const looks: Readonly<Record<Standing, Look>> = {
  proven: { title: 'Proven by what ConfigHub holds', Icon: ShieldCheck, tint: 'text-added' },
  signed: { title: 'Signed', Icon: ShieldCheck, tint: 'text-added' },
  unknown: {
    title: 'Signed, but not fully comparable',
    Icon: ShieldQuestion,
    tint: 'bg-attention-soft text-attention',
  },
  unsigned: { title: 'Not proven: not signed', Icon: ShieldAlert, tint: 'bg-attention-soft text-attention' },
  'other-key': {
    title: 'Not proven: made by another installation',
    Icon: ShieldAlert,
    tint: 'bg-attention-soft text-attention',
  },
  different: {
    title: 'Does not match what ConfigHub holds',
    Icon: ShieldAlert,
    tint: 'bg-removed-soft text-removed',
  },
}

/** How far the record of a change can be trusted, and why. */
export function ProofNote({
  proof,
  users,
  hasRevisions,
  isOfMetadata = false,
}: {
  proof: Proof
  users: UsersById | undefined
  /** Without any, only the signature can be checked. */
  hasRevisions: boolean
  /** It makes none. */
  isOfMetadata?: boolean
}) {
  const found = standingOf(proof)
  const standing = found === 'proven' && !hasRevisions ? 'signed' : found
  const { title, Icon, tint } = looks[standing]
  const isGood = standing === 'proven' || standing === 'signed'
  const others = unknownChangesText(proof)
  return (
    <section
      aria-label="Proof of this record"
      className={classNames('flex items-start gap-2.5 rounded-md text-sm', isGood ? '' : 'px-3 py-2', tint)}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className={isGood ? '' : 'font-semibold'}>
          {title}
          {isGood && (
            <span className="text-muted">
              : {isOfMetadata && standing === 'signed' ? onlyTrace : explanation(proof, standing)}
            </span>
          )}
        </p>
        {!isGood && <p className="text-ink">{explanation(proof, standing)}</p>}
        {others !== undefined && <p className="text-attention">{others}</p>}
        {proof.differences.length > 0 && (
          <ul aria-label="Differences" className="flex list-disc flex-col gap-0.5 pl-4 text-ink">
            {proof.differences.map((difference) => (
              <li key={JSON.stringify(difference)} className="break-words">
                {differenceText(difference, (userId) => nameOrId(userId, users))}
              </li>
            ))}
            {proof.more > 0 && <li>and {proof.more.toLocaleString('en')} more of these kinds.</li>}
          </ul>
        )}
      </div>
    </section>
  )
}

const onlyTrace =
  'the signature holds. ConfigHub keeps no revision of labels and other metadata, so only the record of a change says who changed them, and from what.'

function explanation({ unread }: Proof, standing: Standing): string {
  switch (standing) {
    case 'proven':
      return 'signature, author, reason, times and documents of its revisions agree.'
    case 'signed':
      return 'the signature holds. It has no revisions yet that could be compared.'
    case 'unknown':
      return `Nothing you may read contradicts it. ${count(unread, 'unit')} of it ${unread === 1 ? 'is' : 'are'} deleted, or not visible to you, so not everything can be compared.`
    case 'unsigned':
      return 'It predates signatures, or was made with another tool. Anyone who may edit the space could have written it.'
    case 'other-key':
      return 'It was signed with another secret, or before the secret of this installation was changed. What it says cannot be checked here.'
    case 'different':
      return 'Treat this record as a claim. What was really done is in the revisions of each unit.'
    default:
      return standing satisfies never
  }
}

function nameOrId(userId: string, users: UsersById | undefined): string {
  const name = userName(userId, users)
  return name === 'unknown' && userId !== '' ? `an unknown user (${userId})` : name
}
