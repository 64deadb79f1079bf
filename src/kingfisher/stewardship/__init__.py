"""Window: for whoever runs the hub, what staff work from on paper when it cannot be reached."""
