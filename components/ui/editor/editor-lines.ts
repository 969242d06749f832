import type { editor } from 'monaco-editor/editor'
import { createStore, type Store } from '#components/ui/state/store.ts'

export type EditorScroll = {
  /** Pixels of the text above the visible part. */
  readonly top: number
  /** Pixels of the visible part. */
  readonly height: number
}

/**
 * The positions of an editor's lines, for a column beside it. Lines are 1-based; tops are measured from the start of
 * the text.
 */
export type EditorLines = {
  /** A new object whenever lines may have moved. */
  readonly scroll: Pick<Store<EditorScroll>, 'get' | 'subscribe'>
  /** A folded line has no height: it begins and ends where the line above it ends. */
  readonly topOf: (line: number) => number
  readonly bottomOf: (line: number) => number
  /** Returns whether there was anything to scroll. */
  readonly scrollBy: (pixels: number) => boolean
  readonly reveal: (firstLine: number, lastLine: number) => void
}

export function editorLines(view: editor.ICodeEditor): EditorLines {
  const read = (): EditorScroll => ({ top: view.getScrollTop(), height: view.getLayoutInfo().height })
  const scroll = createStore(read())
  const changed = () => scroll.set(read())
  // These listeners are disposed of together with the editor.
  view.onDidScrollChange(changed)
  view.onDidLayoutChange(changed)
  view.onDidChangeHiddenAreas(changed)
  const bottomOf = (line: number) => view.getBottomForLineNumber(line)
  return {
    scroll,
    topOf: (line) => (line === 1 ? view.getTopForLineNumber(1) : bottomOf(line - 1)),
    bottomOf,
    scrollBy: (pixels) => {
      const before = view.getScrollTop()
      view.setScrollTop(before + pixels)
      return view.getScrollTop() !== before
    },
    reveal: (firstLine, lastLine) => view.revealLinesInCenterIfOutsideViewport(firstLine, lastLine),
  }
}
