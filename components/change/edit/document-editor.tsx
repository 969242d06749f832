'use client'

import { Undo2 } from 'lucide-react'
import { type ComponentProps, useDeferredValue, useRef, useState } from 'react'
import { DocumentProblems } from '#components/change/edit/document-problems.tsx'
import type { DocumentDraft } from '#components/change/edit/draft.ts'
import { MovedHead } from '#components/change/edit/moved-head.tsx'
import { useDocumentProblems } from '#components/change/edit/use-document-problems.ts'
import { useHead } from '#components/change/edit/use-head.ts'
import { useKinds } from '#components/change/edit/use-kinds.ts'
import { pauseFor, usePaused } from '#components/change/edit/use-paused.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeEditor } from '#components/ui/editor/code-editor.tsx'
import { DiffEditor } from '#components/ui/editor/diff-editor.tsx'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { SegmentedRadio } from '#components/ui/field/segmented-radio.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { holdsMasks } from '#components/ui/masked-note.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DocumentError } from '#lib/config/document/result.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

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
  const { shown, query, isGone } = useHead(props.unitId)
  if (shown === undefined) {
    if (isGone) return <Gone />
    if (query.isError) return <QueryError query={query} title="The document cannot be read" />
    return <Skeleton className={height} />
  }
  // Whatever becomes of the head, what is being typed stays on the page.
  return (
    <>
      {isGone && <Gone />}
      <MissingNotice what="Whether somebody changed this unit meanwhile is not known" query={query} />
      <HeadEditor {...props} unit={shown.unit} head={shown.text} />
    </>
  )
}

function Gone() {
  return <p className="text-muted text-sm">This unit no longer exists, or you may not see it.</p>
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
  const [reveal, setReveal] = useState<{ line: number }>()
  const [told, setTold] = useState('')
  const text = draft?.text ?? head
  const { language, kind } = formatOf(ToolchainType)
  const settled = useDeferredValue(usePaused(text, pauseFor(text)))
  const { tables, assist } = useKinds(settled, kind === 'yaml')
  const problems = useDocumentProblems({ head, text: settled, isTyped: draft !== undefined, tables, error })
  const show = (next: View, line?: number) => {
    setView(next)
    setReveal(line === undefined ? undefined : { line })
  }
  const type = (next: string) => {
    setReveal(undefined)
    if (next === head) onChange(undefined)
    else onChange({ text: next, base: draft?.base ?? { UnitID, HeadRevisionNum, DataHash } })
  }
  const area = useRef<HTMLDivElement>(null)
  // The button that was pressed goes or is disabled, so the focus moves before.
  const stay = () => area.current?.focus()
  const label = `Document of ${Unit.SpaceSlug ?? Space?.Slug}/${Unit.Slug}`
  return (
    <div ref={area} tabIndex={-1} className="flex min-h-0 flex-1 flex-col gap-2 outline-none">
      {draft && draft.base.DataHash !== DataHash && (
        <MovedHead
          unit={Unit}
          head={head}
          draft={draft}
          onMerged={(merged, words) => {
            stay()
            onChange(merged)
            setTold(words)
          }}
        />
      )}
      <Told
        text={told}
        onDismiss={() => {
          stay()
          setTold('')
        }}
      />
      <EditorBar
        view={view}
        onView={show}
        from={draft?.base.HeadRevisionNum ?? HeadRevisionNum}
        onDiscard={
          draft &&
          (() => {
            stay()
            onChange(undefined)
          })
        }
      />
      <DocumentText
        view={view}
        head={head}
        headLabel={`r${HeadRevisionNum}`}
        editor={{
          label,
          language,
          reveal,
          value: text,
          onChange: type,
          markers: problems,
          ...(assist && { assist }),
        }}
      />
      <DocumentProblems problems={problems} onShow={(line) => show('text', line)} />
      <Hints isMasked={holdsMasks(text)} isAssisted={assist !== undefined} />
    </div>
  )
}

type DocumentTextProps = {
  view: View
  head: string
  headLabel: string
  editor: ComponentProps<typeof CodeEditor>
}

/** The text to edit, or how it differs from the head. */
function DocumentText({ view, head, headLabel, editor }: DocumentTextProps) {
  if (view === 'text') return <CodeEditor {...editor} className={height} />
  const { label, value, language } = editor
  return (
    <DiffEditor
      label={label}
      original={head}
      modified={value}
      sides={[headLabel, 'your text']}
      {...(language !== undefined && { language })}
      className="h-[60vh] min-h-72"
    />
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
