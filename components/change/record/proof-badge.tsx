import { Badge } from '#components/ui/badge.tsx'
import { type Proof, type Standing, standingOf } from '#lib/change/record/proof-schema.ts'

const titles: Readonly<Partial<Record<Standing, string>>> = {
  different: 'This record does not match what ConfigHub holds; open it to see the differences',
  unsigned: 'Not signed: it predates signatures, or was made with another tool',
  'other-key': 'Signed by another installation, or before the secret was changed',
}

/** Shown beside a record that is not proven; renders nothing for one that is. */
export function ProofBadge({ proof }: { proof: Proof }) {
  const standing = standingOf(proof)
  const title = titles[standing]
  if (title === undefined) return null
  return (
    <Badge tone={standing === 'different' ? 'removed' : 'attention'} title={title}>
      {standing === 'different' ? 'does not match' : 'not proven'}
    </Badge>
  )
}
