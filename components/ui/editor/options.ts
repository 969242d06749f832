import type { editor } from 'monaco-editor/editor'
import type { Scheme } from '#components/ui/scheme.ts'

type ThemeName = 'hubdeck-light' | 'hubdeck-dark'

export const themeOf: Record<Scheme, ThemeName> = { light: 'hubdeck-light', dark: 'hubdeck-dark' }

/** What the code editor and both sides of the diff share. */
export const sharedOptions: editor.IEditorOptions & editor.IGlobalEditorOptions = {
  automaticLayout: true,
  fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSize: 12.5,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'line',
  padding: { top: 8, bottom: 8 },
  guides: { indentation: true },
  stickyScroll: { enabled: false },
  quickSuggestions: false,
  // The page scrolls once the editor has reached its end.
  scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  tabFocusMode: false,
  renderControlCharacters: true,
  // Invisible characters and lookalikes are boxed, in comments too.
  unicodeHighlight: {
    ambiguousCharacters: false,
    invisibleCharacters: true,
    includeComments: true,
    includeStrings: true,
  },
}
