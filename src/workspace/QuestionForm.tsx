import type { Question } from '../course/exercise.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { Prose } from './Prose.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly questions: readonly Question[];
  readonly state: WorkspaceState;
}

/** What is asked: predicted values, choices, or what was found. Answers are drafts like any other. */
export function QuestionForm({ language, questions, state }: Props) {
  return (
    <form
      class="questions"
      aria-label={workspace[language].questions}
      onSubmit={(event) => (event.preventDefault(), void state.submit())}
    >
      {questions.map((question) => (
        <Asked key={question.id} {...{ language, question, state }} />
      ))}
    </form>
  );
}

function Asked({ language, question, state }: Omit<Props, 'questions'> & { readonly question: Question }) {
  const id = `question-${question.id}`;
  const value = state.answers.value[question.id] ?? '';
  const label = <Prose text={question.ask[language]} />;
  if (question.answer === 'choice' || question.answer === 'choices') {
    const many = question.answer === 'choices';
    const chosen = many ? value.split(',').filter(Boolean) : [value];
    const choose = (option: string): string => {
      if (!many) return option;
      return (chosen.includes(option) ? chosen.filter((c) => c !== option) : [...chosen, option]).join(',');
    };
    return (
      <fieldset class="question">
        <legend>{label}</legend>
        {question.options.map((option) => (
          <label key={option.id}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={chosen.includes(option.id)}
              onChange={() => state.answer(question.id, choose(option.id))}
            />
            <span>
              <Prose text={option.label[language]} />
            </span>
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <p class="question">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={question.answer === 'number' ? 'numeric' : 'text'}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        value={value}
        onInput={(event) => state.answer(question.id, event.currentTarget.value)}
      />
    </p>
  );
}
