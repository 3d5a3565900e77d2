from acme_v1 import Acme  #! breaking: acme_v1 is the old package -> acme_v2

server = Acme("x")
server.rooms.seat("1", "2")  #! breaking: rooms.seat() takes 1 positional argument -> rooms.seat(seat_id) -> int
server.rooms.seat(*["1", "2"])  #! warning: rooms.seat() gives int, it gave str; rooms.seat() is deprecated
server.rooms.get("1")  #! breaking: rooms.get() takes 2 positional arguments -> rooms.get(room_id, floor) -> None
