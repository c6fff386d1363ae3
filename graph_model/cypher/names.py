"""Names in a statement: variables are named by their path in the schema, parameters by the property that they limit."""

from collections import Counter
from dataclasses import dataclass, field

from graph_model.declarations import Parameter
from graph_model.visibility import Viewer


@dataclass
class Names:
    """The unique names of a statement, its parameters by name, and its viewer."""

    viewer: Viewer
    parameters: dict[str, Parameter] = field(default_factory=dict)
    # the variables that can hold withdrawn nodes
    withdrawn: set[str] = field(default_factory=set)
    _used: Counter[str] = field(default_factory=Counter)

    def fresh(self, *path: str) -> str:
        """Return an unused name for the path."""
        name = "_".join(part for part in path if part)
        self._used[name] += 1
        count = self._used[name]
        return name if count == 1 else self.fresh(name, str(count))

    def parameter(self, parameter: Parameter, *path: str) -> str:
        """Return the Cypher text of a parameter. A parameter that is used several times has one name."""
        known = next((name for name, each in self.parameters.items() if each is parameter), None)
        name = known or self.fresh(*path)
        self.parameters[name] = parameter
        return f"${name}"
