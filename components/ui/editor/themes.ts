import type * as monaco from 'monaco-editor/editor'
import { themeOf } from '#components/ui/editor/options.ts'
import { currentScheme, type Scheme, subscribeScheme } from '#components/ui/scheme.ts'

export type Monaco = typeof monaco

/**
 * The colours of the page as currently shown. Monaco accepts only hex, so each token is resolved through a canvas. Only
 * the current scheme can be read: the build turns `light-dark()` into variables that are resolved at the root.
 */
function readTokens(): (token: string) => string {
  const probe = document.createElement('div')
  // With reduced motion every element has a transition (globals.css), so the probe would show its first colour for all
  // tokens.
  probe.style.setProperty('transition', 'none', 'important')
  document.body.append(probe)
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const colours = new Map<string, string>()
  const read = (token: string) => {
    probe.style.color = `var(--${token})`
    if (!pixel) return '#808080'
    pixel.clearRect(0, 0, 1, 1)
    pixel.fillStyle = getComputedStyle(probe).color
    pixel.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }
  for (const token of tokens) colours.set(token, read(token))
  probe.remove()
  return (token) => colours.get(token) ?? '#808080'
}

const tokens = [
  'surface',
  'raised',
  'sunken',
  'hover',
  'line',
  'line-strong',
  'ink',
  'muted',
  'accent',
  'accent-soft',
  'added',
  'added-soft',
  'removed',
  'removed-soft',
  'changed',
  'attention',
] as const

/** Gives every editor the colours of the page, now and whenever the page changes them. */
export function followScheme(monaco: Monaco): void {
  const show = () => {
    const scheme = currentScheme()
    define(monaco, scheme)
    monaco.editor.setTheme(themeOf[scheme])
  }
  show()
  subscribeScheme(show)
}

function define(monaco: Monaco, scheme: Scheme): void {
  const colour = readTokens()
  const bare = (token: string) => colour(token).slice(1)
  // How strongly a changed word stands out from its line; more would leave its text too little contrast.
  const strength = '24'
  monaco.editor.defineTheme(themeOf[scheme], {
    base: scheme === 'light' ? 'vs' : 'vs-dark',
    inherit: true,
    // Keys are read most, so they have the colour of text; other hues are reserved for the diff.
    rules: [
      { token: '', foreground: bare('ink') },
      { token: 'type', foreground: bare('accent') },
      { token: 'key', foreground: bare('accent') },
      { token: 'string', foreground: bare('ink') },
      { token: 'number', foreground: bare('ink'), fontStyle: 'bold' },
      { token: 'keyword', foreground: bare('ink'), fontStyle: 'bold' },
      { token: 'comment', foreground: bare('muted'), fontStyle: 'italic' },
      { token: 'operators', foreground: bare('muted') },
    ],
    colors: {
      'editor.background': colour('surface'),
      'editor.foreground': colour('ink'),
      'editorLineNumber.foreground': colour('muted'),
      'editorLineNumber.activeForeground': colour('ink'),
      'editorCursor.foreground': colour('accent'),
      'editor.selectionBackground': colour('accent-soft'),
      'editor.lineHighlightBackground': colour('hover'),
      'editor.lineHighlightBorder': '#00000000',
      'editorGutter.background': colour('surface'),
      'editorIndentGuide.background1': colour('line'),
      'editorWidget.background': colour('raised'),
      'editorWidget.border': colour('line'),
      'editorHoverWidget.background': colour('raised'),
      'editorError.foreground': colour('removed'),
      'editorWarning.foreground': colour('attention'),
      'diffEditor.insertedLineBackground': colour('added-soft'),
      'diffEditor.removedLineBackground': colour('removed-soft'),
      'diffEditor.insertedTextBackground': `${colour('added')}${strength}`,
      'diffEditor.removedTextBackground': `${colour('removed')}${strength}`,
      'diffEditorGutter.insertedLineBackground': colour('added-soft'),
      'diffEditorGutter.removedLineBackground': colour('removed-soft'),
      'diffEditor.unchangedRegionBackground': colour('sunken'),
      'diffEditor.unchangedRegionForeground': colour('muted'),
      'scrollbarSlider.background': `${colour('line-strong')}66`,
      focusBorder: colour('accent'),
    },
  })
}
