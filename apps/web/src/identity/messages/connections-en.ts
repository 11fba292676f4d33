/** The page with the language models of the house. */
export const en = {
  title: 'Language models',
  text: 'The model that Atelier asks, wherever it runs. Without one, everything else works as before.',
  variables:
    'Whoever runs this Atelier has set its models in variables (LLM_…). They go before this page: here you can look and test, and change nothing.',
  none: 'No language model is connected yet. Enter its address and its name below and test it before you save. To have a look first, take the rehearsal: it needs no network and makes its answers up.',
  slots: { first: 'Language model', fallback: 'Fallback' },
  slotTexts: {
    first: 'Every question goes to it.',
    fallback: 'It is asked where the first one does not answer.',
  },
  addFallback: 'Add a fallback',
  address: 'Address',
  addressHint:
    'The address of an interface that speaks OpenAI’s protocol, with its version, often ending in /v1. A provider’s documentation calls it the base URL.',
  addressWrong:
    'Enter an address like https://api.example/v1, without a password or a query in it, or rehearsal:',
  examples: 'Fill in',
  exampleNames: {
    ollama: 'Ollama on this machine',
    vllm: 'vLLM in the network',
    rehearsal: 'Rehearsal',
  },
  rehearsal:
    'The rehearsal stands in for a model, without a network and without a key. Each of its answers says so.',
  model: 'Model',
  modelHint: 'Its name, as the provider writes it: qwen3:8b.',
  key: 'Key',
  keyHint: 'Leave it empty where none is needed. It is sealed before it is stored.',
  keyWrong: 'A key has letters, digits and signs of ASCII, and no blanks.',
  keyShow: 'Show what is typed',
  keys: {
    none: 'No key is stored.',
    kept: 'A key is stored. It is never shown.',
    unreadable:
      'The stored key can no longer be read, because the secret of this Atelier has changed. Enter it again.',
  },
  keyGoes: 'The key is removed when you save.',
  keyElsewhere:
    'The stored key belongs to another host and is not sent to this one. Enter the key for this one, if it needs one.',
  replaceKey: 'Replace the key',
  removeKey: 'Remove the key',
  keepKey: 'Keep the stored key',
  structured: 'How JSON is asked for',
  modes: { schema: 'By a schema', json: 'Any JSON', words: 'In words' },
  modeHints: {
    schema: 'Most exact. Most providers and current versions of Ollama and vLLM can do it.',
    json: 'For interfaces that know JSON and no schemas.',
    words: 'For all others: the model is only told in words.',
  },
  saved: 'The language model was saved. It is asked from the next question on.',
  removed: 'The language model was removed.',
  remove: 'Remove',
  removeTitle: 'Remove this language model?',
  removeText: 'Its address, its name and its key are forgotten.',
  test: 'Test',
  testAgain: 'Test again',
  testHint: 'A test asks a few small questions; that costs a few hundred tokens.',
  testing: 'Asking the model a few small questions. A model that is loaded first takes its time…',
  testProgress: 'The test is running',
  tested: 'Tested: {{model}} at {{address}}',
  verdicts: {
    good: 'It works.',
    limited: 'It works, with limits.',
    bad: 'It cannot be used like this.',
  },
  findings: {
    reachable: {
      yes: 'Something answers at the address.',
      no: 'Nothing usable answers at the address.',
      unknown: 'Whether it is reachable is not known.',
    },
    model: {
      yes: 'The model is there.',
      no: 'There is no model of this name.',
      unknown: 'Whether it has the model is not known.',
    },
    streaming: {
      yes: 'It answers piece by piece; the first piece came after {{time}}.',
      no: 'It does not answer piece by piece.',
      unknown: 'It gave no answer.',
    },
    usage: {
      yes: 'It counts its tokens.',
      no: 'It does not count its tokens.',
      unknown: 'Whether it counts its tokens is not known.',
    },
    tools: {
      yes: 'It can use tools.',
      no: 'It did not use the tool that it was told to use.',
      unknown: 'Whether it can use tools is not known.',
    },
    structured: {
      yes: 'It gives JSON.',
      no: 'It gave no usable JSON.',
      unknown: 'Whether it gives JSON is not known.',
    },
  },
  gives: {
    schema: 'It gives JSON by a schema.',
    json: 'It gives JSON, but not by a schema.',
    words: 'It gives JSON when it is told in words.',
  },
  advice: {
    usage: 'They are estimated: the limits of a day hold roughly.',
    tools: 'What needs tools does without. Another model may do better; vLLM wants {{option}}.',
    structured: 'What needs a fixed form will often fail. Better choose another model.',
    models: 'It has these:',
    noModels: 'It has none yet. With Ollama: ollama pull and the name of a model.',
    suggested: 'It is reachable at {{address}}.',
    setStructured: 'Set LLM_STRUCTURED={{mode}}.',
  },
  use: 'Use {{what}}',
  useMode: 'Ask for JSON this way',
  itsWords: 'It said: {{words}}',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly connections: typeof en;
  }
}
