"""Ground: how somebody proves who she is: passwords, second factors, single sign-on, devices, invitations."""
