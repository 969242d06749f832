import { Kbd } from '#components/ui/kbd.tsx'

const names: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ContextMenu: 'menu key',
  Space: 'space',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
}

/** `mod+k` as the two keys to press. */
export function KeySequence({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys
        .split(/[+ ]/)
        .filter(Boolean)
        .map((key) => (
          <Kbd key={key}>{key === 'mod' ? 'Ctrl/⌘' : key === 'shift' ? '⇧' : (names[key] ?? key)}</Kbd>
        ))}
    </span>
  )
}
