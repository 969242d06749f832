'use client'

import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import type { Blame, OlderRevisions } from '#components/unit/use-blame.ts'
import { count } from '#lib/base/plural.ts'
import type { BlameBlock } from '#lib/history/blame.ts'

/** Explains why blame is missing or incomplete. */
export function BlameNotes({ blame }: { blame: Blame }) {
  switch (blame.kind) {
    case 'failed':
      return <QueryError query={{ error: blame.error, refetch: blame.retry }} title="Blame is unavailable" />
    case 'moved':
      return (
        <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
          The unit was written while it was being read, so blame could not be computed.
          <Button size="sm" onPress={blame.retry}>
            Try again
          </Button>
        </p>
      )
    case 'read':
      return (
        <>
          {blame.older && <Older blocks={blame.blocks} older={blame.older} />}
          {blame.blocks.length === 1 && <Single block={blame.blocks[0]} />}
        </>
      )
    default:
      return null
  }
}

function Single({ block }: { block: BlameBlock | undefined }) {
  if (block === undefined || block.from !== block.to) return null
  return <p className="text-muted text-xs">Every line was set by r{block.to}.</p>
}

function Older({ blocks, older }: { blocks: readonly BlameBlock[]; older: OlderRevisions }) {
  const unknown = blocks
    .filter(({ from, to }) => from !== to)
    .reduce((sum, { firstLine, lastLine }) => sum + lastLine - firstLine + 1, 0)
  if (unknown === 0) return null
  if (older.error) {
    return (
      <QueryError
        query={{ error: older.error, refetch: older.read }}
        title="The older revisions could not be loaded"
      />
    )
  }
  return (
    <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
      {count(unknown, 'line is', 'lines are')} as old as r{older.before} or older; the revisions before it
      were not loaded.
      <PendingButton size="sm" isPending={older.isReading} onPress={older.read}>
        Load older revisions
      </PendingButton>
    </p>
  )
}
