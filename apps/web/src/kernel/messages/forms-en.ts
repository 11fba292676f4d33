/** Of forms that follow a schema; fetched with the first of them. */
export const en = {
  discard: 'Discard changes',
  restored: 'What you typed before the page was reloaded is here again.',
  startAnew: 'Start anew',
  leave: {
    title: 'Leave without saving?',
    text: 'What you entered is not saved yet.',
    stay: 'Keep editing',
    discard: 'Discard and leave',
  },
  issues: {
    required: 'Please fill this in.',
    number: 'Enter a number.',
    whole: 'Enter a whole number.',
    yesOrNo: 'Choose yes or no.',
    choose: 'Choose one of the options.',
    email: 'Enter an email address, like name@example.org.',
    url: 'Enter a web address, like https://example.org.',
    day: 'Enter a date.',
    time: 'Enter a time.',
    least: 'Enter {{limit, number}} or more.',
    most: 'Enter {{limit, number}} or less.',
    above: 'Enter more than {{limit, number}}.',
    below: 'Enter less than {{limit, number}}.',
    multiple: 'Enter a multiple of {{limit, number}}.',
    shortText_one: 'Enter at least {{count, number}} character.',
    shortText_other: 'Enter at least {{count, number}} characters.',
    longText_one: 'Enter at most {{count, number}} character.',
    longText_other: 'Enter at most {{count, number}} characters.',
    fewItems_one: 'Choose at least {{count, number}}.',
    fewItems_other: 'Choose at least {{count, number}}.',
    manyItems_one: 'Choose at most {{count, number}}.',
    manyItems_other: 'Choose at most {{count, number}}.',
    invalid: 'This is not valid. Please check it.',
  },
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly forms: typeof en;
  }
}
