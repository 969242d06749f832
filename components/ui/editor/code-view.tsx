'use client'

import Editor, { loader } from '@monaco-editor/react'
import type { editor } from 'monaco-editor/editor'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { assistModel, type CodeAssist } from '#components/ui/editor/assist.ts'
import { type EditorLines, editorLines } from '#components/ui/editor/editor-lines.ts'
import { loadMonaco } from '#components/ui/editor/load.ts'
import { assistedOptions, sharedOptions, themeOf } from '#components/ui/editor/options.ts'
import { useScheme } from '#components/ui/scheme.ts'
import { SkeletonLines } from '#components/ui/skeleton.tsx'

export type CodeMarker = {
  readonly message: string
  readonly line: number
  readonly column?: number
  /** Absent for an error. */
  readonly severity?: 'warning'
}

export type CodeViewProps = {
  /** The accessible name: "Merge patch", "moss-cub-traderx-prod-eu-lon/trade-service". */
  label: string
  value: string
  /** The language for highlighting the text. */
  language?: string
  onChange?: (value: string) => void
  isReadOnly?: boolean
  /** Completion and descriptions, for YAML. */
  assist?: CodeAssist
  /** Errors and warnings shown under the text, 1-based. */
  markers?: readonly CodeMarker[]
  /** A line to go to, 1-based: the same one again is another object. */
  reveal?: { readonly line: number } | undefined
  hasLineNumbers?: boolean
  /** A column left of the text that scrolls with its lines; it gets no lines until the editor has loaded. */
  margin?: ((lines: EditorLines | undefined) => ReactNode) | undefined
}

// Without this the wrapper would fetch Monaco from a CDN; with it, it uses the one we bundle.
loader.config({ monaco: loadMonaco() })

export function CodeView({
  value,
  language = 'yaml',
  label,
  onChange,
  isReadOnly = false,
  hasLineNumbers = true,
  assist,
  markers,
  reveal,
  margin,
}: CodeViewProps) {
  const scheme = useScheme()
  const [view, setView] = useState<editor.IStandaloneCodeEditor>()

  // Monaco keeps markers beside the model, outside of React.
  useEffect(() => {
    const model = view?.getModel()
    if (!model) return
    const monaco = loadMonaco()
    monaco.editor.setModelMarkers(
      model,
      'hubdeck',
      (markers ?? []).map((marker) => ({
        severity: monaco.MarkerSeverity[marker.severity === 'warning' ? 'Warning' : 'Error'],
        message: marker.message,
        startLineNumber: marker.line,
        startColumn: marker.column ?? 1,
        endLineNumber: marker.line,
        endColumn: model.getLineMaxColumn(Math.min(Math.max(marker.line, 1), model.getLineCount())),
      })),
    )
  }, [view, markers])

  useEffect(() => {
    const model = view?.getModel()
    if (model) assistModel(model, assist)
  }, [view, assist])

  useEffect(() => {
    if (view === undefined || reveal === undefined) return
    view.revealLineInCenter(reveal.line)
    view.setPosition({ lineNumber: reveal.line, column: 1 })
    view.focus()
  }, [view, reveal])

  const lines = useMemo(() => (view ? editorLines(view) : undefined), [view])
  const text = (
    <Editor
      value={value}
      language={language}
      theme={themeOf[scheme]}
      loading={<SkeletonLines lines={8} className="w-full self-start p-3" />}
      onMount={setView}
      onChange={(text) => onChange?.(text ?? '')}
      options={{
        ...sharedOptions,
        ...(assist && assistedOptions),
        readOnly: isReadOnly,
        domReadOnly: isReadOnly,
        ariaLabel: label,
        tabSize: 2,
        insertSpaces: true,
        lineNumbers: hasLineNumbers ? 'on' : 'off',
        // Tab must leave a read-only view (WCAG 2.1.2).
        tabFocusMode: isReadOnly,
        renderLineHighlight: isReadOnly ? 'none' : 'line',
      }}
    />
  )
  return (
    <div className="flex h-full">
      {margin?.(lines)}
      <div className="min-w-0 flex-1">{text}</div>
    </div>
  )
}
