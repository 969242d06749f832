import type { editor, IMarkdownString, languages } from 'monaco-editor/editor'
import type { Monaco } from '#components/ui/editor/themes.ts'
import type { Completion, Suggestion } from '#lib/config/kinds/complete.ts'
import type { Description } from '#lib/config/kinds/describe.ts'

/** What an editor offers for the text that it shows. Lines from 1, columns from 0. */
export type CodeAssist = {
  readonly complete: (text: string, line: number, column: number) => Promise<Completion>
  readonly describe: (text: string, line: number, column: number) => Description | undefined
}

/** Monaco asks for a language, not for an editor: only texts with an assistant get suggestions. */
const assistants = new WeakMap<editor.ITextModel, CodeAssist>()

export function assistModel(model: editor.ITextModel, assist: CodeAssist | undefined): void {
  if (assist === undefined) assistants.delete(model)
  else assistants.set(model, assist)
}

export function registerAssistants(monaco: Monaco): void {
  monaco.languages.registerCompletionItemProvider('yaml', {
    // Values are offered as soon as the blank behind their key is typed.
    triggerCharacters: [' '],
    provideCompletionItems: async (model, { lineNumber, column }, { triggerKind }) => {
      const found = await assistants.get(model)?.complete(model.getValue(), lineNumber, column - 1)
      if (found === undefined) return { suggestions: [] }
      const isTyped = triggerKind === monaco.languages.CompletionTriggerKind.TriggerCharacter
      const range = {
        startLineNumber: lineNumber,
        endLineNumber: lineNumber,
        startColumn: found.from + 1,
        endColumn: column,
      }
      return {
        suggestions: found.suggestions
          .filter(({ isValue }) => isValue || !isTyped)
          .map((each, at) => itemOf(monaco, each, at, range)),
      }
    },
  })
  monaco.languages.registerHoverProvider('yaml', {
    provideHover: (model, { lineNumber, column }) => {
      const found = assistants.get(model)?.describe(model.getValue(), lineNumber, column - 1)
      if (found === undefined) return null
      return {
        contents: [plain(`${found.name}: ${found.type}`), plain(found.text)],
        range: {
          startLineNumber: lineNumber,
          endLineNumber: lineNumber,
          startColumn: found.from + 1,
          endColumn: found.to + 1,
        },
      }
    },
  })
}

function itemOf(
  monaco: Monaco,
  { label, insert, detail, text, isValue }: Suggestion,
  at: number,
  range: languages.CompletionItem['range'],
): languages.CompletionItem {
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages
  return {
    label,
    kind: isValue ? CompletionItemKind.EnumMember : CompletionItemKind.Field,
    insertText: insert,
    insertTextRules: CompletionItemInsertTextRule.KeepWhitespace,
    detail,
    documentation: text,
    // Required fields first, as they come.
    sortText: String(at).padStart(4, '0'),
    range,
  }
}

/** Anybody may have written a definition: its text is shown as it is, without links and pictures. */
function plain(text: string): IMarkdownString {
  return { value: text.replace(/[\\`*_{}[\]()#+\-.!~<>|&]/g, '\\$&').replaceAll('\n', '  \n') }
}
