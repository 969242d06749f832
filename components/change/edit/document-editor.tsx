'use client'

import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { DocumentProblems } from '#components/change/edit/document-problems.tsx'
import type { DocumentDraft } from '#components/change/edit/draft.ts'
import { MovedHead } from '#components/change/edit/moved-head.tsx'
import { useDocumentProblems } from '#components/change/edit/use-document-problems.ts'
import { useKinds } from '#components/change/edit/use-kinds.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeEditor } from '#components/ui/editor/code-editor.tsx'
import { DiffEditor } from '#components/ui/editor/diff-editor.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { SegmentedRadio } from '#components/ui/field/segmented-radio.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { holdsMasks } from '#components/ui/masked-note.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DocumentError } from '#lib/config/document/result.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { unitDataQuery, unitHeadQuery } from '#lib/queries/units.ts'

const views = [
  { value: 'text', label: 'Text' },
  { value: 'difference', label: 'Difference' },
] as const

type View = (typeof views)[number]['value']

const height = 'h-[60vh] min-h-72 xl:h-auto xl:flex-1'

type DocumentEditorProps = {
  unitId: string
  draft: DocumentDraft | undefined
  onChange: (draft: DocumentDraft | undefined) => void
  error: DocumentError | undefined
}

/** The whole document of one unit. Its text belongs to the head until somebody types. */
export function DocumentEditor(props: DocumentEditorProps) {
  const unit = useQuery(unitHeadQuery(props.unitId))
  const { SpaceID = '', UnitID = '', DataHash } = unit.data?.Unit ?? {}
  const head = useQuery({ ...unitDataQuery(SpaceID, UnitID, DataHash), enabled: UnitID !== '' })
  const title = 'The document cannot be read'
  if (unit.isError) return <QueryError query={unit} title={title} />
  if (head.isError) return <QueryError query={head} title={title} />
  if (unit.data === null)
    return <p className="text-muted text-sm">This unit no longer exists, or you may not see it.</p>
  if (unit.isPending || head.isPending) return <Skeleton className={height} />
  return <HeadEditor {...props} unit={unit.data} head={head.data.data} />
}

function HeadEditor({
  unit: { Unit, Space },
  head,
  draft,
  onChange,
  error,
}: DocumentEditorProps & { unit: ExtendedUnit; head: string }) {
  const { UnitID, DataHash = '', HeadRevisionNum = 0, ToolchainType } = Unit
  const [view, setView] = useState<View>('text')
  const [line, setLine] = useState<number>()
  const [told, setTold] = useState('')
  const text = draft?.text ?? head
  const { language, kind } = formatOf(ToolchainType)
  const { tables, assist } = useKinds(text, kind === 'yaml')
  const problems = useDocumentProblems({ head, draft, tables, error })
  const type = (next: string) => {
    if (next === head) onChange(undefined)
    else onChange({ text: next, base: draft?.base ?? { UnitID, HeadRevisionNum, DataHash } })
  }
  const label = `Document of ${Unit.SpaceSlug ?? Space?.Slug}/${Unit.Slug}`
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      {draft && draft.base.DataHash !== DataHash && (
        <MovedHead
          unit={Unit}
          head={head}
          draft={draft}
          onMerged={(merged, words) => {
            onChange(merged)
            setTold(words)
          }}
        />
      )}
      <Told text={told} onDismiss={() => setTold('')} />
      <EditorBar
        view={view}
        onView={setView}
        from={draft?.base.HeadRevisionNum ?? HeadRevisionNum}
        onDiscard={draft && (() => onChange(undefined))}
      />
      {view === 'text' ? (
        <CodeEditor
          label={label}
          value={text}
          language={language}
          onChange={type}
          markers={problems}
          className={height}
          {...(assist && { assist })}
          {...(line !== undefined && { revealLine: line })}
        />
      ) : (
        <DiffEditor
          label={label}
          original={head}
          modified={text}
          originalLabel={`r${HeadRevisionNum}`}
          modifiedLabel="your text"
          language={language}
          className="h-[60vh] min-h-72"
        />
      )}
      <DocumentProblems
        problems={problems}
        onShow={(next) => {
          setView('text')
          setLine(next)
        }}
      />
      <Hints isMasked={holdsMasks(text)} isAssisted={assist !== undefined} />
    </div>
  )
}

/** How the text and a new head were brought together; it stays until it is read. */
function Told({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  if (text === '') return null
  return (
    <Notice
      action={
        <Button size="sm" variant="quiet" onPress={onDismiss}>
          Dismiss
        </Button>
      }
    >
      {text}
    </Notice>
  )
}

function EditorBar({
  view,
  onView,
  from,
  onDiscard,
}: {
  view: View
  onView: (view: View) => void
  /** The revision that the text was made from. */
  from: number
  /** Absent while nothing is typed. */
  onDiscard: (() => void) | undefined
}) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SegmentedRadio label="Shown" options={views} value={view} onChange={onView} />
      <span className="mono text-muted text-xs">from r{from}</span>
      <Button
        size="sm"
        variant="quiet"
        className="ml-auto"
        isDisabled={onDiscard === undefined}
        onPress={() => onDiscard?.()}
      >
        <Undo2 aria-hidden size={14} />
        Discard edits
      </Button>
    </div>
  )
}

function Hints({ isMasked, isAssisted }: { isMasked: boolean; isAssisted: boolean }) {
  return (
    <div className="flex flex-col gap-1 text-muted text-xs">
      {isMasked && (
        <p>
          Secrets are masked. Lines that you leave keep theirs; in a line that you change, type the value
          itself.
        </p>
      )}
      <p>
        {isAssisted && (
          <>
            <Kbd>Ctrl+Space</Kbd> suggests what may stand here.{' '}
          </>
        )}
        <Kbd>Ctrl+M</Kbd> (<Kbd>⌃⇧M</Kbd> on a Mac) lets Tab leave the editor. What you type stays in this tab
        until it is written or discarded.
      </p>
    </div>
  )
}
