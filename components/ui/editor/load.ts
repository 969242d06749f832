'use client'

// Bundles only what Hubdeck uses: an editor, its diff, YAML and JSON, and INI for similar formats. Loaded only through
// `next/dynamic`, so that no page pays for it before it shows an editor. All files are served by Hubdeck.
import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/codeEditor/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/contextmenu/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/diffEditor/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/unicodeHighlighter/register'
import 'monaco-editor/features/wordHighlighter/register'
import 'monaco-editor/features/wordOperations/register'
import 'monaco-editor/languages/definitions/ini/register'
import 'monaco-editor/languages/definitions/yaml/register'
import { followScheme, type Monaco } from '#components/ui/editor/themes.ts'

let isPrepared = false

/** Monaco with our workers and themes. */
export function loadMonaco(): Monaco {
  if (isPrepared) return monaco
  isPrepared = true
  window.MonacoEnvironment = {
    getWorker: () =>
      new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' }),
  }
  followScheme(monaco)
  return monaco
}
