'use client'

import type { editor } from 'monaco-editor/editor'
import { useEffect, useEffectEvent, useRef } from 'react'
import { loadMonaco } from '#components/ui/editor/load.ts'
import { sharedOptions } from '#components/ui/editor/options.ts'

export type DiffViewProps = {
  /** Which document: "moss-cub-traderx-prod-eu-lon/trade-service". Shown and read out. */
  label: string
  original: string
  modified: string
  /** The language for highlighting both. */
  language?: string
  hidesUnchanged?: boolean
}

/** Below this width two columns of YAML are unreadable; Monaco then shows one, by itself. */
const sideBySideFrom = 900

export function DiffView({
  label,
  original,
  modified,
  language = 'yaml',
  hidesUnchanged = true,
}: DiffViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneDiffEditor>(undefined)
  const create = useEffectEvent((element: HTMLElement) => {
    const monaco = loadMonaco()
    return monaco.editor.createDiffEditor(element, {
      ...sharedOptions,
      readOnly: true,
      domReadOnly: true,
      originalEditable: false,
      originalAriaLabel: `${label}, before`,
      modifiedAriaLabel: `${label}, after`,
      tabFocusMode: true,
      renderLineHighlight: 'none',
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: sideBySideFrom,
      hideUnchangedRegions: { enabled: hidesUnchanged, contextLineCount: 3, minimumLineCount: 4 },
    })
  })

  useEffect(() => {
    if (!host.current) return
    const created = create(host.current)
    view.current = created
    return () => {
      created.setModel(null)
      created.dispose()
      view.current = undefined
    }
  }, [])

  useEffect(() => {
    const current = view.current
    if (!current) return
    const monaco = loadMonaco()
    const models = {
      original: monaco.editor.createModel(original, language),
      modified: monaco.editor.createModel(modified, language),
    }
    const viewModel = current.createViewModel(models)
    current.setModel(viewModel)
    return () => {
      if (view.current) current.setModel(null)
      // The worker may still be comparing, and disposing of the models before it is done throws.
      void viewModel.waitForDiff().finally(() => {
        viewModel.dispose()
        models.original.dispose()
        models.modified.dispose()
      })
    }
  }, [original, modified, language])

  useEffect(() => {
    const current = view.current
    // Monaco also accepts the labels of the two sides here, although its types do not say so.
    const names = { originalAriaLabel: `${label}, before`, modifiedAriaLabel: `${label}, after` }
    current?.updateOptions({
      ...names,
      hideUnchangedRegions: { enabled: hidesUnchanged, contextLineCount: 3, minimumLineCount: 4 },
    })
  }, [label, hidesUnchanged])

  return <div ref={host} className="h-full w-full" />
}
