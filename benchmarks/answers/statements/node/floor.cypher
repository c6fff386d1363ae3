MATCH (o:Organisation {id: $id})
RETURN {id: o.id, name: o.name, kind: o.kind} AS answer
