"""What the facts say by themselves: plain rules over everything lawfully in the hub, each prompt to a person."""
