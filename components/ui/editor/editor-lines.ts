import type { editor } from 'monaco-editor/editor'
import { createStore, type Store } from '#components/ui/state/store.ts'

export type EditorScroll = {
  /** Pixels of the text above the visible part. */
  readonly top: number
  /** Pixels of the visible part. */
  readonly height: number
}

/** Where the lines of an editor stand, for a column beside it. Lines are 1-based; tops count from the start of the text. */
export type EditorLines = {
  /** Another object whenever lines may stand elsewhere. */
  readonly scroll: Pick<Store<EditorScroll>, 'get' | 'subscribe'>
  /** A line that is folded away has no height: it begins and ends where the one above it ends. */
  readonly topOf: (line: number) => number
  readonly bottomOf: (line: number) => number
  /** Says whether there was anything to scroll. */
  readonly scrollBy: (pixels: number) => boolean
  readonly reveal: (firstLine: number, lastLine: number) => void
}

export function editorLines(view: editor.ICodeEditor): EditorLines {
  const read = (): EditorScroll => ({ top: view.getScrollTop(), height: view.getLayoutInfo().height })
  const scroll = createStore(read())
  const changed = () => scroll.set(read())
  // The view lives as long as its editor and takes these with it.
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
