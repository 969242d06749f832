'use client'

import { useQuery } from '@tanstack/react-query'
import { Download, GitCommitVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { download } from '#components/ui/download.ts'
import { CodeEditor } from '#components/ui/editor/code-editor.tsx'
import type { EditorLines } from '#components/ui/editor/editor-lines.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { holdsMasks, MaskedNote, maskedLabel } from '#components/ui/masked-note.tsx'
import { Tooltip } from '#components/ui/overlay/tooltip.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { BlameGutter } from '#components/unit/blame-gutter.tsx'
import { BlameNotes } from '#components/unit/blame-notes.tsx'
import { type Blame, useBlame } from '#components/unit/use-blame.ts'
import type { UnitPlace } from '#components/unit/use-unit-place.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { revisionDocumentQuery } from '#lib/queries/revision-document.ts'
import { unitDataQuery } from '#lib/queries/units.ts'

/** The document of the unit, at its head or at a chosen revision. Read-only; the server has masked its secrets. */
export function UnitDocument({
  unit: { Unit },
  name,
  place: { revision, isBlamed, toggleBlame, showHead, showDiff },
}: {
  unit: ExtendedUnit
  name: string
  place: UnitPlace
}) {
  const { SpaceID, UnitID, DataHash, HeadRevisionNum, Slug, ToolchainType } = Unit
  const { language, extension } = formatOf(ToolchainType)
  const isHead = revision === null || revision === HeadRevisionNum
  const head = useQuery({ ...unitDataQuery(SpaceID, UnitID, DataHash), enabled: isHead })
  const old = useQuery({ ...revisionDocumentQuery(SpaceID, UnitID, revision ?? 0), enabled: !isHead })
  const answer = isHead ? head : old
  const text = answer.data?.data
  const shownNum = isHead ? HeadRevisionNum : revision
  const blame = useBlame(Unit, shownNum ?? undefined, text, isBlamed)
  const title = isHead ? `Head, r${shownNum ?? '?'}` : `r${shownNum}`

  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <Bar title={title}>
        {!isHead && (
          <Button size="sm" onPress={showHead}>
            Back to the head
          </Button>
        )}
        {text !== undefined && (
          <>
            {holdsMasks(text) && <MaskedNote />}
            <Tooltip text="Which revision set each line" keys="b">
              <Button size="sm" variant="quiet" aria-pressed={isBlamed} onPress={toggleBlame}>
                <GitCommitVertical aria-hidden size={14} />
                Blame
              </Button>
            </Tooltip>
            <CopyButton text={text} label={maskedLabel('Copy the document', text)} />
            <Tooltip text="Download">
              <Button
                variant="quiet"
                size="icon-sm"
                aria-label={maskedLabel('Download the document', text)}
                onPress={() =>
                  download(`${name.replace('/', '-')}-r${shownNum ?? 0}.${extension}`, text, 'text/plain')
                }
              >
                <Download aria-hidden size={14} />
              </Button>
            </Tooltip>
          </>
        )}
      </Bar>
      <BlameNotes blame={blame} />
      {answer.isError && <QueryError query={answer} title={`The document of ${Slug} cannot be read`} />}
      {answer.isPending && <Skeleton className={height} />}
      {text !== undefined && text.trim() === '' && (
        <EmptyState title="This revision is empty">
          A unit begins with an empty revision; its document comes with the next.
        </EmptyState>
      )}
      {text !== undefined && text.trim() !== '' && (
        <DocumentText
          key={title}
          label={`${name}, ${title}`}
          text={text}
          language={language}
          blame={blame}
          onDiff={showDiff}
        />
      )}
    </div>
  )
}

const height = 'h-[calc(100dvh-19rem)] min-h-72 lg:h-full lg:flex-1'

function DocumentText({
  label,
  text,
  language,
  blame,
  onDiff,
}: {
  label: string
  text: string
  language: string
  blame: Blame
  onDiff: (revisionNum: number) => void
}) {
  const read = blame.kind === 'read' ? blame : undefined
  const margin = (lines: EditorLines | undefined) => (
    <BlameGutter blame={read} lines={lines} onOpen={onDiff} />
  )
  return (
    <CodeEditor
      label={label}
      value={text}
      language={language}
      isReadOnly
      className={height}
      margin={read || blame.kind === 'reading' ? margin : undefined}
    />
  )
}

function Bar({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-2">
      <h2 className="mono mr-auto font-medium text-sm">{title}</h2>
      {children}
    </div>
  )
}
