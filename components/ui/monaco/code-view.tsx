'use client'

import type { editor } from 'monaco-editor/editor'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { CodeEditorProps } from '#components/ui/code-editor.tsx'
import { loadMonaco } from '#components/ui/monaco/load.ts'
import { sharedOptions, themeOf } from '#components/ui/monaco/options.ts'
import { useScheme } from '#components/ui/scheme.ts'

/** Monaco owns its DOM, so effects create, update and dispose it; nobody else reaches into it. */
export function CodeView(props: CodeEditorProps) {
  const { value, label, isReadOnly = false, markers, revealLine } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneCodeEditor>(undefined)
  const scheme = useScheme()
  const changed = useEffectEvent((text: string) => props.onChange?.(text))
  const create = useEffectEvent((element: HTMLElement) => {
    const monaco = loadMonaco()
    return monaco.editor.create(element, {
      ...sharedOptions,
      value,
      language: 'yaml',
      theme: themeOf[scheme],
      readOnly: isReadOnly,
      domReadOnly: isReadOnly,
      ariaLabel: label,
      tabSize: 2,
      insertSpaces: true,
      lineNumbers: props.hasLineNumbers === false ? 'off' : 'on',
      // Tab must leave a view that cannot be typed into (WCAG 2.1.2).
      tabFocusMode: isReadOnly,
      renderLineHighlight: isReadOnly ? 'none' : 'line',
    })
  })

  useEffect(() => {
    if (!host.current) return
    const created = create(host.current)
    view.current = created
    const subscription = created.onDidChangeModelContent(() => changed(created.getValue()))
    return () => {
      subscription.dispose()
      created.getModel()?.dispose()
      created.dispose()
      view.current = undefined
    }
  }, [])

  useEffect(() => {
    const current = view.current
    // Writing back what was just typed would move the cursor.
    if (current && current.getValue() !== value) current.setValue(value)
  }, [value])

  useEffect(() => {
    view.current?.updateOptions({ readOnly: isReadOnly, domReadOnly: isReadOnly, ariaLabel: label })
  }, [isReadOnly, label])

  useEffect(() => loadMonaco().editor.setTheme(themeOf[scheme]), [scheme])

  useEffect(() => {
    const model = view.current?.getModel()
    if (!model) return
    const monaco = loadMonaco()
    monaco.editor.setModelMarkers(
      model,
      'hubdeck',
      (markers ?? []).map((marker) => ({
        severity: monaco.MarkerSeverity.Error,
        message: marker.message,
        startLineNumber: marker.line,
        startColumn: marker.column ?? 1,
        endLineNumber: marker.line,
        endColumn: model.getLineMaxColumn(Math.min(Math.max(marker.line, 1), model.getLineCount())),
      })),
    )
  }, [markers])

  useEffect(() => {
    if (revealLine) view.current?.revealLineInCenter(revealLine)
  }, [revealLine])

  return <div ref={host} className="h-full w-full" />
}
