"""The answers to an assignment, right and wrong, as its instructor wrote them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import ModuleType

from autograder._workers import CORES, Found, Item, Processes
from autograder.assignment.current_folder import working_in
from autograder.assignment.definitions import reached
from autograder.assignment.folders import Folders
from autograder.assignment.halves import both_halves
from autograder.assignment.misconceptions import Misconception, files_of_mistakes
from autograder.assignment.provenance import Provenance
from autograder.assignment.reference import load_reference
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import (
    REPAIRED,
    Assignment,
    Brings,
    read_assignment,
    reference_paths,
)
from autograder.assignment.texts import read_texts
from autograder.checks.cases import Case
from autograder.checks.context import HIDDEN_SUFFIX
from autograder.checks.numeric import NumericGradient
from autograder.checks.questions import Question, grading_order, total
from autograder.checks.run import Verdict
from autograder.errors import AssignmentError, StudentError
from autograder.grading.determined import judges_tests
from autograder.grading.engine import import_errors, verdicts
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.declared import check_known_mistakes
from autograder.publish.proofs.hand_ins import Right, Sources
from autograder.sandbox.process import Sandbox
from autograder.unpack import module_path

THE_REFERENCE = "the reference"
"""What it is called among the right answers."""


@dataclass(frozen=True)
class Answers:
    """An assignment's instructor side, loaded once for all proofs."""

    folders: Folders
    progress: Callable[[str, int, int], None] = lambda what, done, of: None
    """told what is counted in the work on it, how many are done, and of how many"""

    @cached_property
    def assignment(self) -> Assignment:
        """Its settings."""
        return read_assignment(self.folders)

    @cached_property
    def questions(self) -> list[Question]:
        """Both halves of every question."""
        return both_halves(self.folders)

    @cached_property
    def answer(self) -> Right:
        """The reference, as files."""
        paths = reference_paths(self.folders, self.assignment)
        own, given = self.assignment.modules, self.assignment.given
        return Right(self.folders.solution, paths, own, given, self.assignment.notebooks)

    @cached_property
    def reference(self) -> ModuleType:
        """The right answer, as the oracle that this process asks."""
        with working_in(self.folders.assignment if self.folders.files else None):
            return load_reference(
                self.folders.solution,
                self.assignment.imported,
                self.answer.homes,
                self.folders.probes,
            )

    @cached_property
    def rubric(self) -> Rubric:
        """What grades, as a bundle of it would; ``memo`` fills as cases ask for gradients."""
        for path in files_of_mistakes(self.folders.solution).values():
            check_known_mistakes(path, self.answer.home)
        made_here = Provenance("", "", "")
        return Rubric(
            self.assignment,
            self.questions,
            self.reference,
            made_here,
            folder=self.folders.solution,
            files=self.folders.files[0].parent if self.folders.files else None,
            elsewhere=self.answer.homes,
            earlier=self._earlier(),
            probes=self.folders.probes,
            texts=read_texts(self.folders.solution, self.assignment.language),
        )

    def _earlier(self) -> dict[str, Rubric]:
        """What tries the modules that are brought along, where what fails is to be replaced.

        That is, for each earlier assignment, its public questions about these modules alone. Of
        their cases those that ask for a probe are left out when the modules are tried.
        """
        brings = self.assignment.brings
        found: dict[str, Rubric] = {}
        for name in dict.fromkeys(brings.modules.values()) if brings.source == REPAIRED else ():
            modules = [m for m, home in brings.modules.items() if home == name]
            earlier = Answers(Folders(self.folders.root, name))
            home = earlier.rubric.module_of
            earlier.numeric_gradients()
            own = replace(earlier.assignment, modules=modules, brings=Brings(), given=[])
            found[name] = replace(
                earlier.rubric,
                assignment=own,
                probes=None,
                questions=[
                    q
                    for q in earlier.questions
                    if not q.hidden
                    and {home.get(p) for c in q.cases for p in c.parameters} - {None}
                    <= set(modules)
                ],
            )
        return found

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """The known wrong answers."""
        return self.rubric.misconceptions

    @cached_property
    def right(self) -> dict[str, Sources]:
        """All right answers: the reference, and the alternatives by their file's name."""
        found: dict[str, Sources] = {THE_REFERENCE: self.answer.texts}
        for path in sorted((self.folders.solution / "alternatives").glob("[a-z]*")):
            found[path.stem] = hand_ins.alternative(path, self.answer, self.asked)
        return found

    @property
    def most(self) -> float:
        """The points that can be earned."""
        return total(self.questions)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The names of the reference that cases ask for, themselves or by a probe."""
        parameters = {p for q in self.questions for case in q.cases for p in case.parameters}
        return frozenset(self._of_students(parameters))

    def numeric_gradients(self) -> dict[bytes, NumericGradient]:
        """The gradients of the reference that its own grading asks for.

        ``AssignmentError`` names the first case that the reference does not pass.
        """
        with Sandbox() as sandbox:
            for v in Workplace(self, sandbox).lost(self.right[THE_REFERENCE]):
                raise AssignmentError(
                    f"{v.question.path}: the reference fails {v.case.name!r}: {v.detail}"
                )
        return self.rubric.memo

    def needs(self, question: str) -> set[str]:
        """The question and all it depends on, without the mark of hidden halves."""
        needed, todo = set(), [question]
        while todo:
            base = todo.pop().removesuffix(HIDDEN_SUFFIX)
            if base not in needed:
                needed.add(base)
                todo += [d for q in self.questions if q.base == base for d in q.depends]
        return needed

    def inherits(self, question: str, function: str) -> bool:
        """Whether what a question asks for calls ``function`` in the reference, at any depth."""
        own = {function} & self._parameters.get(question, set())
        return function in self._reached(self.functions(question) - own)

    def function_at(self, module: str, line: int) -> str:
        """The top-level function or class of the reference at a line; empty where there is none."""
        for node in ast.parse(self.answer.texts[module_path(module)]).body:
            here = node.lineno <= line <= (node.end_lineno or line)
            if here and isinstance(node, ast.FunctionDef | ast.ClassDef):
                return node.name
        return ""

    def touched(self, function: str) -> list[Question]:
        """The questions that a change of ``function`` can change, its own first.

        All others run the same code on the same inputs as with the reference.
        """
        order = grading_order(self.questions)
        own = [q for q in order if q.base == function]
        built_on = self._built_on
        return [*own, *(q for q in order if q.base != function and function in built_on[q.name])]

    @cached_property
    def _built_on(self) -> dict[str, set[str]]:
        """What the functions that each half of a question asks for are built on.

        A test that students write calls its parameters, not the functions that are called so.
        """
        found = {}
        for q in self.questions:
            asked = self._of_students(p for c in q.cases for p in c.parameters)
            given = {p for name in asked for p in self._takes(name)} if judges_tests(q) else set()
            found[q.name] = self._reached(asked) - given
        return found

    @cached_property
    def tests_of_students(self) -> set[str]:
        """What the reference defines as tests that students write, or for these alone."""
        judging = {q.base for q in self.questions if judges_tests(q)}
        tests: set[str] = set()
        others: set[str] = set()
        for q in self.questions:
            names = self._built_on[q.name]
            if q.base not in judging:
                others |= names
            elif judges_tests(q):
                tests |= names
        return (tests - others) & self.rubric.uses.keys()

    def _takes(self, name: str) -> list[str]:
        """The parameters of a function of the reference."""
        value = vars(self.reference)[name]
        return list(inspect.signature(value).parameters) if inspect.isfunction(value) else []

    def _reached(self, functions: Iterable[str]) -> set[str]:
        """The names that stand in ``functions`` of the reference, and in those, and so on."""
        return reached(functions, self.rubric.uses)

    def _of_students(self, parameters: Iterable[str]) -> set[str]:
        """Those of ``parameters`` that students write, and what the probes among them call."""
        probes = self.rubric.defined_by_probes
        asked = set(parameters) | reached(probes.keys() & set(parameters), probes)
        return asked & self.rubric.module_of.keys()

    def functions_of(self, case: Case) -> set[str]:
        """The names of the student's modules that a case asks for, itself or by a probe."""
        return self._of_students(case.parameters)

    def functions(self, question: str) -> set[str]:
        """The names of the student's modules that a question's cases ask for."""
        return self._functions.get(question, set())

    @cached_property
    def _functions(self) -> dict[str, set[str]]:
        return {name: self._of_students(asked) for name, asked in self._parameters.items()}

    @cached_property
    def _parameters(self) -> dict[str, set[str]]:
        """What each question's cases ask for, in both halves."""
        found: dict[str, set[str]] = {}
        for q in self.questions:
            found.setdefault(q.base, set()).update(p for c in q.cases for p in c.parameters)
        return found


@dataclass(frozen=True)
class Workplace:
    """What a process proves with: the answers, and a sandbox of its own."""

    answers: Answers
    sandbox: Sandbox

    def verdicts(
        self,
        hand_in: Sources,
        *,
        questions: Sequence[Question] | None = None,
        seed: int = 0,
        oracle: bool = True,
        demanding: bool = False,
    ) -> Iterator[Verdict]:
        """The verdict of the grader on an answer, case by case; stop early to pay for no more."""
        rubric = self.answers.rubric
        with hand_ins.placed(hand_in) as folder:
            yield from verdicts(
                rubric,
                folder,
                self.sandbox,
                questions=questions,
                seed=seed,
                oracle=oracle,
                repeat=False,
                demanding=demanding,
            )

    def import_errors(self, hand_in: Sources) -> list[StudentError]:
        """Why modules of an answer cannot be imported; empty where all can be."""
        with hand_ins.placed(hand_in) as folder:
            return import_errors(self.answers.rubric, folder, self.sandbox)

    def lost(
        self,
        hand_in: Sources,
        *,
        questions: Sequence[Question] | None = None,
        seed: int = 0,
    ) -> list[Verdict]:
        """The cases that an answer does not pass."""
        found = self.verdicts(hand_in, questions=questions, seed=seed)
        return [v for v in found if not v.passed]


def each(
    answers: Answers, work: Callable[[Workplace, Item], Found], items: Sequence[Item], what: str
) -> Iterator[Found]:
    """``work(workplace, item)`` for every item, in their order; ``what`` is what progress counts.

    ``work`` is a function of a module; items and results can be pickled. The answers are not: they
    are full of functions of loaded files, which the processes inherit.
    """
    answers.rubric.misconceptions  # noqa: B018  (loaded here once, not in every worker)
    with Processes(min(CORES, max(1, len(items))), _workplace, answers) as pool:
        jobs = [pool.submit(work, item) for item in items]
        for done, job in enumerate(jobs, 1):
            found: Found = job.result()
            answers.progress(what, done, len(items))
            yield found


def _workplace(answers: Answers) -> Workplace:
    """What a worker begins with; its sandbox ends with it."""
    return Workplace(answers, Sandbox())
